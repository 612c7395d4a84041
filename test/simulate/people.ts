import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import type { Chance } from './chance.ts';
import type { SimChat } from './sim-chat.ts';
import type { SimProcess, SimWorld } from './sim-process.ts';

const ASKERS = ['mara', 'noor', 'theo'] as const;
export const APPROVERS = ['dana', 'lee'] as const;
const EVERYBODY = [...ASKERS, ...APPROVERS];

/** Buttons that finish what is left when the play ends, the first that is there. */
const FINISHING = ['approve', 'decline', 'itdidnot', 'run'];

/** The people of the teams, and the platforms that carry what they do: late, several times, to whichever bot is there. */
export class People {
  readonly #world: SimWorld;
  readonly #chance: Chance;
  readonly #running: () => readonly SimProcess[];
  readonly #tell: (what: string) => void;
  /** By event, the edits that it became, as bots said. */
  readonly accepted = new Map<string, Set<EditId>>();
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
    ];
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
      text: `make it dusk ${event}${options.join('')}`,
      uploads: [{ ref: event, name: 'promo.mp4', bytes: null, mimeType: 'video/mp4' }],
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
    const button = this.#chance.pick(chat.buttons);
    const copies = this.#chance.happens(0.2) ? 2 : 1;
    const person = this.#chance.pick(EVERYBODY);
    const event = this.#next();
    for (let copy = 0; copy < copies; copy += 1) this.#press(chat, button, person, event);
  }

  /** The approvers decide everything that waits for somebody. */
  finish(): void {
    for (const chat of this.#world.chats) {
      for (const button of chat.buttons) {
        if (!FINISHING.includes(button.action)) continue;
        const by = button.action === 'run' ? ASKERS : APPROVERS;
        for (const person of by) this.#press(chat, button, person, this.#next());
      }
    }
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

  /** Approvers look at the provider's own pages before they say what became of a submission. */
  #honest(action: string, edit: EditId): { action: string; reason: string } {
    if (action !== 'itran' && action !== 'itdidnot') return { action, reason: 'because' };
    const found = this.#world.provider.predictions.findLast((each) => each.edit === edit);
    return found ? { action: 'itran', reason: found.id } : { action: 'itdidnot', reason: 'it is not there' };
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

  #next(): string {
    this.#events += 1;
    return `e${this.#events}`;
  }
}

/** Whether anybody may still do something about it by hand, so that it need not end by itself. */
export function waitsForPeople(edit: Edit): boolean {
  return ['unresolved', 'choosing', 'awaiting_approval'].includes(edit.state) || edit.wish.quoteOnly;
}
