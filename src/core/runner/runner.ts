import { Alarm } from '../alarm.ts';
import type { Millis } from '../clock.ts';
import { type Edit, type EditId, hasEnded } from '../edit/edit.ts';
import { isGone } from '../worker.ts';
import { advance } from './advance.ts';
import { orGoesOn } from './going-on.ts';
import type { Kit, Outcome } from './kit.ts';
import { takeStep } from './steps.ts';
import { troubleOf } from './trouble.ts';

interface Options {
  /** Names this process in leases. */
  worker: string;
  /** How many edits are worked on at a time. */
  concurrency: number;
  leaseMs: Millis;
  /** The longest time between two looks for due edits: what another process accepted is found at the latest then. */
  idleMs: Millis;
  /** Called after every commit. */
  changed(edit: Edit): void;
}

/** How soon an edit is taken up again whose step could not even be written down. */
const BROKEN_RETRY_MS = 5_000;
/** How soon an edit that waits for a place at its provider looks again. */
const PLACE_RETRY_MS = 3_000;

/** Claims edits that are due and takes them on, step by step, under a lease. */
export class Runner {
  readonly #kit: Kit;
  readonly #options: Options;
  readonly #working = new Map<EditId, Promise<void>>();
  readonly #due = new Alarm();
  readonly #hurry = new AbortController();
  #stopping = false;
  #loop: Promise<void> | null = null;

  constructor(kit: Kit, options: Options) {
    this.#kit = kit;
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Something became due: look at once. */
  nudge(): void {
    this.#due.ring();
  }

  /**
   * Claims nothing more, lets running steps finish for `graceMs`, then interrupts them; their edits are handed back and
   * go on in the next process.
   */
  async stop(graceMs: Millis): Promise<void> {
    this.#stopping = true;
    this.nudge();
    await this.#loop;
    const timer = setTimeout(() => this.#hurry.abort(new Error('shutting down')), graceMs);
    await Promise.all(this.#working.values());
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    await this.#inherit();
    while (!this.#stopping) {
      let dueIn: Millis | null = null;
      try {
        await this.#claim();
        dueIn = await this.#kit.store.dueIn(this.#kit.clock.now());
      } catch (error) {
        this.#kit.logger.error({ err: error }, 'could not look for due edits');
      }
      await this.#rest(dueIn);
    }
  }

  /** What a process of this machine that died had under lease need not wait until the lease has run out. */
  async #inherit(): Promise<void> {
    const { store, logger } = this.#kit;
    try {
      const gone = (await store.leaseholders()).filter((worker) => isGone(worker, this.#options.worker));
      for (const worker of gone) await store.endLeases(worker);
    } catch (error) {
      logger.warn({ err: error }, 'could not look for leases of the dead; they run out by themselves');
    }
  }

  async #claim(): Promise<void> {
    const { store, clock } = this.#kit;
    const { worker, concurrency, leaseMs } = this.#options;
    const free = concurrency - this.#working.size;
    if (free <= 0) return;
    for (const edit of await store.claim(worker, clock.now(), leaseMs, free)) {
      // Its lease ran out while the store was away, and nobody else took it: the step that is under way goes on under the new one.
      if (this.#working.has(edit.id)) continue;
      this.#working.set(edit.id, this.#work(edit));
    }
  }

  /** Until something is due, something nudges, or the idle time is over. Full hands wait for a nudge. */
  async #rest(dueIn: Millis | null): Promise<void> {
    const { idleMs, concurrency } = this.#options;
    const full = this.#working.size >= concurrency;
    await this.#due.sleep(dueIn === null || full ? idleMs : Math.min(dueIn, idleMs));
  }

  async #work(edit: Edit): Promise<void> {
    const { store, logger, clock } = this.#kit;
    const { worker, leaseMs } = this.#options;
    const lost = new AbortController();
    const renewal = setInterval(async () => {
      const kept = await store.renew(edit.id, worker, leaseMs).catch(() => true);
      if (!kept) lost.abort(new Error('the lease was lost'));
      // Cancelled by its person, perhaps by way of another process: a long step need not go on.
      const now = await store.read(edit.id).catch(() => null);
      if (now && hasEnded(now)) lost.abort(new Error('the edit has ended'));
    }, leaseMs / 3);
    const signal = AbortSignal.any([this.#hurry.signal, lost.signal]);
    try {
      await this.#takeOn(edit, signal);
    } catch (error) {
      logger.warn({ edit: edit.id, err: error }, 'handed an edit back');
      // What broke without anybody's doing would break again at once.
      const back = signal.aborted
        ? store.release(edit.id, worker)
        : store.defer(edit, worker, clock.now() + BROKEN_RETRY_MS);
      await back.catch(() => undefined);
    } finally {
      clearInterval(renewal);
      this.#working.delete(edit.id);
      this.nudge();
    }
  }

  /** One step after the other while the edit is due. */
  async #takeOn(edit: Edit, signal: AbortSignal): Promise<void> {
    const { store, clock, logger } = this.#kit;
    const { worker, changed } = this.#options;
    let current = edit;
    let outcome = await this.#step(current, signal);
    for (;;) {
      if (!outcome) return store.release(current.id, worker);
      if ('later' in outcome) return store.defer(current, worker, outcome.later);
      const { rules, andThen } = outcome;
      const event = await orGoesOn(current, outcome.event, this.#kit);
      logger.debug({ edit: current.id, state: current.state, event: event.type }, 'step');
      const advanced = await advance(current, event, this.#kit, signal, rules);
      if (advanced.kind === 'no_slot') return store.defer(current, worker, clock.now() + PLACE_RETRY_MS);
      if (advanced.kind === 'dropped') return store.release(current.id, worker);
      if (advanced.kind === 'rules_changed') {
        outcome = await this.#step((await store.read(current.id)) ?? current, signal);
        continue;
      }
      current = advanced.edit;
      changed(current);
      logger.info({ edit: current.id, state: current.state, event: event.type }, 'edit moved');
      if (andThen) {
        outcome = await andThen(current);
        continue;
      }
      const due = current.dueAt !== null && current.dueAt <= clock.now();
      if (!due || this.#stopping) return store.release(current.id, worker);
      outcome = await this.#step(current, signal);
    }
  }

  /** A step that fails unexpectedly is trouble of its edit, not of the runner. */
  async #step(edit: Edit, signal: AbortSignal): Promise<Outcome | null> {
    try {
      return await takeStep(edit, this.#kit, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#kit.logger.warn({ edit: edit.id, state: edit.state, err: error }, 'a step failed');
      return { event: troubleOf(error, edit) };
    }
  }
}
