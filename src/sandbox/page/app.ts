import { Announcer } from './announcer.ts';
import { DiscordPane } from './discord/discord-pane.ts';
import { watch } from './live.ts';
import { flat, h } from './parts/h.ts';
import { Renderer } from './parts/renderer.ts';
import type { AnyMessage } from './protocol/conversation.ts';
import type { DiscordMessage, DiscordState } from './protocol/discord-state.ts';
import type { Session, Spending } from './protocol/session.ts';
import type { SlackState } from './protocol/slack-state.ts';
import { SlackPane } from './slack/slack-pane.ts';
import { topBar } from './top-bar.ts';

export type Side = 'slack' | 'discord';

/** Where the parts of the page are. */
export interface Places {
  readonly top: HTMLElement;
  readonly slack: HTMLElement;
  readonly discord: HTMLElement;
  /** What is read aloud. */
  readonly spoken: HTMLElement;
}

/** The whole page: one person, two platforms. */
export class App {
  readonly #session: Session;
  readonly #places: Places;
  readonly #renderer = new Renderer();
  readonly #slack: SlackPane;
  readonly #discord: DiscordPane;
  readonly #announcers: Readonly<Record<Side, Announcer>>;
  readonly #chosen: Record<Side, string> = { slack: '', discord: '' };
  #person: string;
  #side: Side = 'slack';
  #spending: Spending | undefined;
  #isConnected = true;
  #unwatch: () => void = () => undefined;

  constructor(session: Session, places: Places) {
    this.#session = session;
    this.#places = places;
    this.#person = session.people[0] ?? '';
    const around = (side: Side) => ({
      as: () => this.#person,
      atHand: session.files,
      choosePlace: (id: string) => this.#choosePlace(side, id),
    });
    this.#slack = new SlackPane(places.slack, around('slack'));
    this.#discord = new DiscordPane(places.discord, around('discord'));
    this.#announcers = { slack: new Announcer(places.spoken), discord: new Announcer(places.spoken) };
  }

  start(): void {
    this.#unwatch();
    for (const announcer of Object.values(this.#announcers)) announcer.restart();
    const what = { as: this.#person, ...this.#chosen };
    this.#unwatch = watch(what, {
      slack: (state) => {
        this.#announcers.slack.hear(messagesOfSlack(state));
        this.#slack.show(state);
      },
      discord: (state) => {
        this.#announcers.discord.hear(messagesOfDiscord(state));
        this.#discord.show(state);
      },
      spending: (spending) => {
        this.#spending = spending;
        this.#drawTop();
      },
      connection: (isOpen) => {
        this.#isConnected = isOpen;
        this.#drawTop();
      },
    });
    this.#drawTop();
  }

  #choosePlace(side: Side, id: string): void {
    this.#chosen[side] = id;
    this.start();
  }

  #drawTop(): void {
    document.body.dataset['side'] = this.#side;
    const bar = topBar({
      people: this.#session.people,
      person: this.#person,
      side: this.#side,
      spending: this.#spending,
      isConnected: this.#isConnected,
      choosePerson: (person) => {
        this.#person = person;
        this.start();
      },
      chooseSide: (side) => {
        this.#side = side;
        this.#drawTop();
      },
    });
    this.#renderer.render(this.#places.top, flat(h('div', { class: 'top-bar' }, bar)));
  }
}

function messagesOfSlack({ threads }: SlackState): Map<string, AnyMessage> {
  const all = threads.flatMap(({ root, replies }) => [root, ...replies]);
  return new Map(all.map((message) => [message.ts, message]));
}

function messagesOfDiscord({ messages }: DiscordState): Map<string, AnyMessage> {
  const withThread = (message: DiscordMessage): DiscordMessage[] => [
    message,
    ...(message.thread?.messages ?? []),
  ];
  return new Map(messages.flatMap(withThread).map((message) => [message.id, message]));
}
