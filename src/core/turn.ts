import type { Logger } from 'pino';
import { Alarm } from './alarm.ts';
import type { Millis } from './clock.ts';
import type { Store } from './store/store.ts';
import { isGone } from './worker.ts';

interface Parts {
  store: Pick<Store, 'takeTurn' | 'endTurn'>;
  /** What is done by one process at a time: `threads:slack`. */
  name: string;
  worker: string;
  logger: Logger;
  /** How long a turn lasts without being renewed. */
  forMs?: Millis;
}

/** Long enough for a database that restarts, short enough that people hardly notice the change. */
const FOR_MS = 6_000;

/** What belongs to a turn. */
interface Doing {
  /** The turn has come. When it rejects, the turn is given back and comes again later. */
  begin?(): Promise<void>;
  /**
   * The turn is somebody else's now. While the store does not say whose it is, what was begun goes on, though it is not
   * `held` any more: two may then be at it.
   */
  end?(): Promise<void>;
}

/**
 * Lets one of several processes do what two must not do at a time. The turn is a lease in the store that its holder
 * renews; who dies, hangs or loses the database loses it, and another takes over within seconds. Time is measured by the
 * monotonic clock: a process that was stopped knows at once, when it goes on, that its turn is over.
 */
export class Turn {
  readonly #parts: Parts;
  readonly #forMs: Millis;
  readonly #alarm = new Alarm();
  #until = Number.NEGATIVE_INFINITY;
  #doing: Doing = {};
  #begun = false;
  #stopping = false;
  #loop: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#forMs = parts.forMs ?? FOR_MS;
  }

  /** Whether it is this process's turn at this very moment. */
  held(): boolean {
    return performance.now() < this.#until;
  }

  /**
   * Takes the turn if it is free, and from then on whenever it becomes so. Resolves after the first try, with what
   * belongs to the turn begun when that succeeded; rejects when it could not begin.
   */
  async start(doing: Doing = {}): Promise<void> {
    this.#doing = doing;
    await this.#take();
    if (this.held()) {
      try {
        await this.#begin();
      } catch (error) {
        await this.#giveBack();
        throw error;
      }
    }
    this.#loop = this.#keep();
  }

  /** Ends what belongs to the turn and lets the next one have it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarm.ring();
    await this.#loop;
    await this.#end();
    await this.#giveBack();
  }

  async #keep(): Promise<void> {
    while (!this.#stopping) {
      await this.#alarm.sleep(this.#forMs / 6);
      if (this.#stopping) return;
      const whose = await this.#take();
      if (whose === 'theirs') await this.#end();
      else if (this.held() && !this.#begun) await this.#tryToBegin();
    }
  }

  async #take(): Promise<'ours' | 'theirs' | 'unknown'> {
    const { store, name, worker, logger } = this.#parts;
    const asked = performance.now();
    try {
      let answer = await store.takeTurn(name, worker, this.#forMs);
      if (answer.kind === 'held' && answer.by !== null && isGone(answer.by, worker)) {
        answer = await store.takeTurn(name, worker, this.#forMs, answer.by);
      }
      const isOurs = answer.kind === 'taken';
      this.#until = isOurs ? asked + this.#forMs : Number.NEGATIVE_INFINITY;
      return isOurs ? 'ours' : 'theirs';
    } catch (error) {
      // Without the store it stays ours until its time is over, and not a moment longer.
      logger.warn({ turn: name, err: error }, 'could not ask whose turn it is');
      return 'unknown';
    }
  }

  async #tryToBegin(): Promise<void> {
    const { name, logger } = this.#parts;
    try {
      await this.#begin();
      logger.info({ turn: name }, 'took over');
    } catch (error) {
      logger.error({ turn: name, err: error }, 'could not take over');
      await this.#giveBack();
    }
  }

  async #begin(): Promise<void> {
    await this.#doing.begin?.();
    this.#begun = true;
  }

  async #end(): Promise<void> {
    if (!this.#begun) return;
    this.#begun = false;
    this.#parts.logger.info({ turn: this.#parts.name }, 'handed over');
    await this.#doing.end?.();
  }

  async #giveBack(): Promise<void> {
    this.#until = Number.NEGATIVE_INFINITY;
    await this.#parts.store.endTurn(this.#parts.name, this.#parts.worker).catch(() => undefined);
  }
}
