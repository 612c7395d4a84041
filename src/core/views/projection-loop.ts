import type { Logger } from 'pino';
import { Alarm } from '../alarm.ts';
import type { Clock, Millis } from '../clock.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import { MOST_PARTS } from '../media/plan-parts.ts';
import type { Store } from '../store/store.ts';
import type { Announcements } from './announcements.ts';
import type { Projector } from './projector.ts';
import { ScreenError } from './screen.ts';

interface Parts {
  store: Store;
  projector: Projector;
  announcements: Announcements;
  platforms: readonly string[];
  clock: Clock;
  logger: Logger;
  /** Told when the platform refused a take as too large. */
  tooBig(edit: EditId): Promise<void>;
  /** Whether it is this process that shows threads of a platform now. */
  mayShow(platform: string): boolean;
  /** How often running clocks are moved. */
  beatMs: Millis;
}

const AT_ONCE = 20;
/** The steps of an edit's first second become one change of its status, or two: platforms limit changes, people blink. */
const SETTLE_MS = 1_000;
/** Changes that other processes made are found this soon. */
const LOOK_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** A platform that is back is to be noticed soon. */
const AWAY_LOOK_MS = 60_000;

/** Keeps threads in step: every change is shown as soon as the platform takes it, running clocks move with each beat. */
export class ProjectionLoop {
  readonly #parts: Parts;
  /** Edits whose thread is left alone for a while: since it could not be changed, or was changed just now. */
  readonly #later = new Map<EditId, { at: Millis; failures: number }>();
  readonly #changed = new Alarm();
  readonly #beat = new Alarm();
  #stopping = false;
  #loops: Promise<void>[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loops = [this.#showChanges(), this.#moveClocks()];
  }

  /** An edit changed: show it at once. */
  nudge(): void {
    this.#changed.ring();
  }

  /** Ends after the projections that are under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#changed.ring();
    this.#beat.ring();
    await Promise.all(this.#loops);
    await this.#parts.announcements.settled();
  }

  async #showChanges(): Promise<void> {
    while (!this.#stopping) {
      const left = await this.#eachPlatform((platform) => this.#showUnprojected(platform));
      if (!left && !this.#stopping) await this.#changed.sleep(this.#soonest());
    }
  }

  /** True when there was more than could be shown at once. */
  async #showUnprojected(platform: string): Promise<boolean> {
    const { store, clock, announcements } = this.#parts;
    announcements.tell(platform);
    const now = clock.now();
    this.#forget(now);
    const edits = await store.unprojected(platform, AT_ONCE + this.#later.size * (1 + MOST_PARTS));
    const ready = edits.filter((edit) => (this.#later.get(shownBy(edit))?.at ?? 0) <= now);
    // The parts of a clip change one status: one of them at a time.
    const apart = [...new Map(ready.map((edit) => [shownBy(edit), edit])).values()];
    await Promise.all(apart.slice(0, AT_ONCE).map((edit) => this.#show(edit)));
    return apart.length > AT_ONCE;
  }

  /** Failures are remembered a while longer, so that each next wait is longer than the last. */
  #forget(now: Millis): void {
    for (const [id, { at, failures }] of this.#later) {
      if (at <= now - (failures > 0 ? LONGEST_RETRY_MS : 0)) this.#later.delete(id);
    }
  }

  async #moveClocks(): Promise<void> {
    const { beatMs, store } = this.#parts;
    while (!this.#stopping) {
      await this.#beat.sleep(beatMs);
      if (this.#stopping) return;
      await this.#eachPlatform(async (platform) => {
        const live = (await store.live(platform)).filter(
          (edit) => showsTime(edit) && !this.#later.has(edit.id),
        );
        for (const edit of live) await this.#show(edit, 'heartbeat');
        return false;
      });
    }
  }

  async #eachPlatform(work: (platform: string) => Promise<boolean>): Promise<boolean> {
    const mine = this.#parts.platforms.filter((platform) => this.#parts.mayShow(platform));
    const results = mine.map(async (platform) => {
      try {
        return await work(platform);
      } catch (error) {
        this.#parts.logger.error({ platform, err: error }, 'could not look for threads to change');
        return false;
      }
    });
    return (await Promise.all(results)).includes(true);
  }

  async #show(edit: Edit, urgency: 'change' | 'heartbeat' = 'change'): Promise<void> {
    const { projector, store, logger, clock } = this.#parts;
    try {
      await projector.project(edit, urgency);
      this.#later.set(shownBy(edit), { at: clock.now() + SETTLE_MS, failures: 0 });
    } catch (error) {
      const failures = (this.#later.get(shownBy(edit))?.failures ?? 0) + 1;
      const gone = error instanceof ScreenError && (error.code === 'gone' || error.code === 'not_allowed');
      logger.warn(
        { edit: edit.id, failures, err: error },
        gone ? 'the thread is gone' : 'could not change a thread',
      );
      // A thread that is gone stays as it is; the delivery of a take is tried on by the runner.
      if (gone) return store.markProjected(edit.id, edit.version);
      if (error instanceof ScreenError && error.code === 'too_big') await this.#tooBig(edit);
      const asked = error instanceof ScreenError ? error.retryAfterMs : null;
      const away = error instanceof ScreenError && error.code === 'unreachable';
      const longest = away ? AWAY_LOOK_MS : LONGEST_RETRY_MS;
      const wait = asked ?? Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), longest);
      this.#later.set(shownBy(edit), { at: clock.now() + wait, failures });
    }
  }

  /** The runner of another process may have the edit, and waits until its take is shown here. */
  async #tooBig({ id }: Edit): Promise<void> {
    await this.#parts.tooBig(id).catch((error: unknown) => {
      this.#parts.logger.warn({ edit: id, err: error }, 'could not go on with a smaller copy');
    });
  }

  #soonest(): Millis {
    const { clock } = this.#parts;
    const waits = [...this.#later.values()].map(({ at }) => at - clock.now());
    // What failed earlier is remembered longer than it waits: that is no reason to look.
    const next = Math.min(...waits.filter((wait) => wait > 0), LOOK_MS);
    return Math.max(next, 50);
  }
}

/** Parts show theirs in the status of the whole; but approvers are asked about a lost one when it was looked for long enough. */
function showsTime({ partOf, state }: Edit): boolean {
  return !partOf || state === 'unresolved';
}

/** The edit whose messages show this one. */
function shownBy({ id, partOf }: Edit): EditId {
  return partOf ?? id;
}
