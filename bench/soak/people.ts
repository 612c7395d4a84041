import { setTimeout as pause } from 'node:timers/promises';
import { type Edit, hasEnded } from '../../src/core/edit/edit.ts';
import type { Store } from '../../src/core/store/store.ts';
import { discordStage } from '../../test/journeys/discord-stage.ts';
import type { House } from '../../test/journeys/house.ts';
import { slackStage } from '../../test/journeys/slack-stage.ts';
import type { Prop, Stage } from '../../test/journeys/stage.ts';
import type { Wish } from './wish.ts';

/** Whoever asks looks at the thread this often. */
const LOOK_EVERY_MS = 250;
/** What a person waits for any answer before asking again. */
const SILENCE_MS = 60_000;
const PRESS_AGAIN_MS = 5_000;
/** An edit that has not ended by then is stuck. */
const PATIENCE_MS = 10 * 60_000;

interface Clips {
  usual: Prop;
  /** Dear enough to need an approval. */
  long: Prop;
}

/** What came of a wish. */
export interface Outcome {
  wish: Wish;
  /** Null when it is stuck. */
  edit: Edit | null;
  /** Where it was asked. */
  thread: string;
  /** How often: what was lost with a connection may be found after all when somebody has asked again. */
  asks: number;
}

/** Those who ask for edits, and the approver, who never sleeps. */
export class People {
  /** How often an approver had to say whether a submission ran. */
  settled = 0;
  readonly stages: Readonly<Record<Wish['platform'], Stage>>;
  readonly #house: House;
  readonly #store: Store;
  readonly #clips: Clips;
  /** Threads with a take in which nobody works. */
  readonly #free: Record<Wish['platform'], string[]> = { slack: [], discord: [] };

  constructor(house: House, store: Store, clips: Clips) {
    this.stages = { slack: slackStage(house), discord: discordStage(house) };
    this.#house = house;
    this.#store = store;
    this.#clips = clips;
  }

  /** Asks for it, and stays with it until it has ended. */
  async seeThrough(wish: Wish): Promise<Outcome> {
    const free = this.#free[wish.platform];
    const before = wish.kind === 'next' ? free.shift() : undefined;
    let thread = await this.#ask(wish, before);
    let askedAt = Date.now();
    let pressedAt = 0;
    let asks = 1;
    for (const deadline = askedAt + PATIENCE_MS; Date.now() < deadline; await pause(LOOK_EVERY_MS)) {
      const edit = await this.#find(wish, thread);
      if (!edit) {
        if (Date.now() - askedAt < SILENCE_MS) continue;
        asks += 1;
        thread = await this.#ask(wish, before);
        askedAt = Date.now();
        continue;
      }
      if (hasEnded(edit)) {
        if (edit.state === 'delivered') free.push(thread);
        return { wish, edit, thread, asks };
      }
      if (Date.now() - pressedAt < PRESS_AGAIN_MS) continue;
      if (await this.#presses(wish, edit, thread)) pressedAt = Date.now();
    }
    return { wish, edit: null, thread, asks };
  }

  #ask({ prompt, platform, kind, by }: Wish, thread: string | undefined): Promise<string> {
    const files = [kind === 'dear' ? this.#clips.long : this.#clips.usual];
    return this.stages[platform].ask({
      text: prompt,
      by,
      ...(thread === undefined ? { files } : { thread }),
    });
  }

  async #find({ platform, prompt }: Wish, thread: string): Promise<Edit | undefined> {
    const edits = await this.#store.inThread({ ...this.stages[platform].placeOf(thread), thread });
    return edits.find(({ wish }) => wish.prompt === prompt);
  }

  /** Whether somebody pressed something. A press that came to nothing is tried again. */
  async #presses(wish: Wish, edit: Edit, thread: string): Promise<boolean> {
    const stage = this.stages[wish.platform];
    const shows = (label: string) => stage.thread(thread).some(({ buttons }) => buttons.includes(label));
    const press = async (label: string, work: () => Promise<void>) => {
      if (!shows(label)) return false;
      await work().catch(() => undefined);
      return true;
    };
    if (edit.state === 'awaiting_approval') {
      return wish.approved
        ? press('Approve', () => stage.press(thread, 'Approve', 'Dana'))
        : press('Decline…', () => stage.pressForReason(thread, 'Decline…', 'not this week', 'Dana'));
    }
    if (edit.state === 'unresolved') {
      const id = this.#predictionOf(wish);
      const [label, reason] = id ? ['It ran…', id] : ['It did not…', 'it is not on their page'];
      return press(label, async () => {
        await stage.pressForReason(thread, label, reason, 'Dana');
        this.settled += 1;
      });
    }
    if (wish.kind === 'given up') return press('Cancel', () => stage.press(thread, 'Cancel', wish.by));
    return false;
  }

  /** What the approver reads on the provider's own page. */
  #predictionOf({ prompt }: Wish): string | undefined {
    return this.#house.sandbox.wavespeed.predictions().find(({ input }) => input.prompt === prompt)?.id;
  }
}
