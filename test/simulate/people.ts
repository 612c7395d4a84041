import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import { formatDollars } from '../../src/core/money/micros.ts';
import type { Chance } from './chance.ts';
import { clipName } from './clip-address.ts';
import type { SimChat } from './sim-chat.ts';
import type { SimProcess, SimWorld } from './sim-process.ts';
import { someChange } from './some-rules.ts';

const ASKERS = ['mara', 'noor', 'theo'] as const;
export const APPROVERS = ['dana', 'lee'] as const;
const EVERYBODY = [...ASKERS, ...APPROVERS];

/**
 * Buttons that finish what is left when the play ends, of approvers and of whoever asked, and how often each is pressed when
 * it is there: other things can be chosen too, and are to be at times.
 */
const APPROVING: Shares = { approve: 1, decline: 0.6, exception: 0.7, itran: 0.5, itdidnot: 1 };
const ASKING: Shares = {
  run: 1,
  first: 0.4,
  parts: 1,
  held: 1,
  without: 0.4,
  retrypart: 0.5,
  elsewhere: 0.1,
};
type Shares = Readonly<Record<string, number>>;
/** Buttons that are seldom there, and so looked for. */
const RARE = ['elsewhere', 'retrypart', 'showparts', 'exception', 'shorter', 'itran', 'parts', 'finalize'];
/** As clips come: most as every model takes them, some too short, too long, or to be made fit. */
const LENGTHS_MS = [3_000, 5_000, 8_400, 10_000, 10_000, 1_500, 13_000, 24_000, 24_000, 400_000];
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1080, height: 1920 },
  { width: 640, height: 360 },
];

/** The people of the teams, and the platforms that carry what they do: late, several times, to whichever bot is there. */
export class People {
  readonly #world: SimWorld;
  readonly #chance: Chance;
  readonly #running: () => readonly SimProcess[];
  readonly #tell: (what: string) => void;
  /** By event, the edits that it became, as bots said. */
  readonly accepted = new Map<string, Set<EditId>>();
  /** Edits of which somebody said that they did not run, and they did. */
  readonly misjudged = new Set<string>();
  #events = 0;

  constructor(world: SimWorld, running: () => readonly SimProcess[], tell: (what: string) => void) {
    this.#world = world;
    this.#chance = world.chance;
    this.#running = running;
    this.#tell = tell;
  }

  /** Somebody asks for an edit; the event arrives one to four times, and again while nobody took it. */
  ask(): void {
    const { time, chats } = this.#world;
    const chat = this.#chance.pick(chats);
    const event = this.#next();
    const person = this.#chance.pick(ASKERS);
    const options = [
      this.#chance.happens(0.3) ? ' --draft' : '',
      this.#chance.happens(0.1) ? ' --quote' : '',
      this.#chance.happens(0.2) ? ' --model fal/kling-o3-pro' : '',
      this.#chance.happens(0.1) ? ' --from 0:01 --to 0:05' : '',
    ];
    const images = this.#chance.happens(0.2) ? this.#chance.between(1, 2) : 0;
    const named = images > 0 ? ' like @Image1' : '';
    const isCommand = this.#chance.happens(0.2);
    const channel = this.#chance.pick(['campaign-x', 'general']);
    const ask = {
      keys: [`${chat.platform}:event:${event}`, `${chat.platform}:message:${event}`],
      place: {
        platform: chat.platform,
        team: 'team',
        channel,
        thread: null,
        message: isCommand ? null : event,
      },
      person,
      text: `make it dusk${named} ${event}${options.join('')}`,
      uploads: [
        { ref: this.#someClip(event), name: 'promo.mp4', bytes: null, mimeType: 'video/mp4' },
        ...Array.from({ length: images }, (_, index) => ({
          ref: `image-${event}-${index}`,
          name: 'look.png',
          bytes: null,
          mimeType: 'image/png',
        })),
      ],
    };
    const deliver = () =>
      this.#by(async (core) => {
        const { kind, edit } = await core.desk.ask(ask);
        if (kind === 'accepted') this.#tell(`${person} asked: ${edit}`);
        this.accepted.set(event, (this.accepted.get(event) ?? new Set()).add(edit));
      }, deliver);
    const copies = this.#chance.happens(0.3) ? this.#chance.between(2, 4) : 1;
    for (let copy = 0; copy < copies; copy += 1) time.at(this.#chance.between(0, 3_000), deliver);
  }

  /** Somebody presses something that can be seen: not always what is theirs to press. */
  press(): void {
    const chat = this.#chance.pick(this.#world.chats);
    if (chat.buttons.length === 0) return;
    const rare = chat.buttons.filter(({ action }) => RARE.includes(action));
    const button = this.#chance.pick(rare.length > 0 && this.#chance.happens(0.4) ? rare : chat.buttons);
    const copies = this.#chance.happens(0.2) ? 2 : 1;
    const person = this.#chance.pick(EVERYBODY);
    const event = this.#next();
    for (let copy = 0; copy < copies; copy += 1) this.#press(chat, button, person, event);
  }

  /** Both approvers decide about the same edit at the same time, each as it comes to their mind; or one of them does so twice. */
  decideTogether(): void {
    const chat = this.#chance.pick(this.#world.chats);
    const cards = chat.buttons.filter(({ action }) => action === 'decline');
    if (cards.length === 0) return;
    const { edit } = this.#chance.pick(cards);
    const choices = chat.buttons.filter((button) => button.edit === edit && button.action !== 'cancel');
    const [first, second] = APPROVERS;
    for (const person of this.#chance.happens(0.3) ? [first, first] : [first, second])
      this.#press(chat, this.#chance.pick(choices), person, this.#next());
  }

  /** Whoever asked wants it stopped; where the button is gone, it is too late. */
  cancel(edit: string): void {
    for (const chat of this.#world.chats) {
      const button = chat.buttons.find((each) => each.action === 'cancel' && each.edit === edit);
      if (!button) continue;
      for (const person of ASKERS) this.#press(chat, button, person, this.#next());
    }
  }

  /** An admin changes the rules of the team on this platform. */
  change(platform: string): void {
    const running = this.#running();
    if (running.length === 0) return;
    const process = this.#chance.pick(running);
    const { what, change } = someChange(this.#chance);
    process
      .do(() => process.rules.change({ platform, team: 'team' }, 'dana', what, change))
      .then(
        ({ after }) => this.#tell(`dana changed the ${what} of ${platform}: ${JSON.stringify(after.caps)}`),
        () => undefined,
      );
  }

  /** The approvers decide everything that waits for somebody. */
  finish(): void {
    for (const chat of this.#world.chats) {
      for (const button of chat.buttons) {
        const { [button.action]: approving = 0 } = APPROVING;
        const { [button.action]: asking = this.#isGivenUp(chat, button) ? 1 : 0 } = ASKING;
        if (!this.#chance.happens(approving + asking)) continue;
        const present = APPROVERS.filter(() => this.#chance.happens(0.7));
        for (const person of approving ? present : ASKERS) this.#press(chat, button, person, this.#next());
      }
    }
  }

  /** No part of a clip was made: that is tried again, or cancelled. */
  #isGivenUp({ buttons }: SimChat, { action, thread }: SimChat['buttons'][number]): boolean {
    const beside = buttons.filter((each) => each.thread === thread).map((each) => each.action);
    return action === 'cancel' && beside.includes('retrypart') && !beside.includes('without');
  }

  #press(
    chat: SimChat,
    { action: pressed, edit }: { action: string; edit: EditId },
    person: string,
    event: string,
  ): void {
    const { action, reason } = this.#honest(pressed, edit);
    const press = { keys: [`${chat.platform}:press:${event}`], action, edit, person };
    const place = { platform: chat.platform, team: 'team', channel: 'campaign-x' };
    this.#world.time.at(this.#chance.between(0, 500), () =>
      this.#by(async (core) => {
        const answer = await core.desk.press({ ...press, place });
        this.#tell(`${person} pressed ${action} of ${edit}: ${answer.kind}`);
        if (answer.kind !== 'ask') return;
        const texts = Object.fromEntries(answer.form.fields.map(({ name }) => [name, reason]));
        const answers = { texts, people: {}, files: {} };
        const sent = { keys: press.keys, token: answer.form.token, answers, person, place };
        const { kind } = await core.desk.submit(sent);
        this.#tell(`${person} sent the form of ${action}: ${kind}`);
      }),
    );
  }

  /**
   * Approvers look at the provider's own pages before they say what became of a submission: under which id it is there, or
   * what it cost where nobody wants the take any more. At times they look at the wrong page.
   */
  #honest(action: string, edit: EditId): { action: string; reason: string } {
    if (action !== 'itran' && action !== 'itdidnot') return { action, reason: 'because' };
    const all = this.#world.providers.flatMap(({ predictions }) => predictions);
    const found = all.findLast((each) => each.edit === edit);
    const isOverlooked = found !== undefined && this.#chance.happens(0.1);
    if (isOverlooked) this.misjudged.add(edit);
    if (!found || isOverlooked) return { action: 'itdidnot', reason: 'it is not there' };
    return { action: 'itran', reason: this.#chance.happens(0.3) ? formatDollars(found.price) : found.id };
  }

  /** Done by one of the bots; where none takes it, `again` after a while. */
  #by(act: Parameters<SimProcess['do']>[0], again?: () => void): void {
    const retry = () => again && this.#world.time.at(2_000, again);
    const running = this.#running();
    if (running.length === 0) return void retry();
    const process = this.#chance.pick(running);
    let taken = false;
    process.do(act).then(
      () => {
        taken = true;
      },
      () => {
        taken = true;
        retry();
      },
    );
    // A bot that died with it in its hands never answers.
    if (again) this.#world.time.at(5_000, () => !taken && retry());
  }

  #someClip(event: string): string {
    const container = this.#chance.happens(0.2) ? 'webm' : 'mp4';
    const like = {
      durationMs: this.#chance.pick(LENGTHS_MS),
      ...this.#chance.pick(SIZES),
      container,
    } as const;
    return clipName(like, event);
  }

  #next(): string {
    this.#events += 1;
    return `e${this.#events}`;
  }
}

/** Whether anybody may still do something about it by hand, so that it need not end by itself. */
export function waitsForPeople(edit: Edit): boolean {
  return ['unresolved', 'choosing', 'awaiting_approval'].includes(edit.state) || edit.wish.quoteOnly;
}
