import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { RecutError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { Line } from './line.ts';
import type { Tables } from './tables.ts';

const PATIENCE_MS = 5_000;
/**
 * Short, because whoever has the write lock takes it again at once: of three busy processes none waited much above half
 * a second with these, up to two with pauses of 50 ms.
 */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 8;

/**
 * One database, shared by the store and the key-value store.
 * Rejects with a RecutError: `store_unavailable` (retryable) when the database cannot be reached or stays locked,
 * `store_fault` when it refuses what it was asked. Neither message holds stored values.
 */
export class Database {
  readonly engine: Engine;
  readonly #kysely: Kysely<Tables>;
  readonly #patienceMs: number;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #losers = new Line();
  readonly #turns = new Line();
  #closed = false;

  /** `patienceMs`: how long everything is tried again while others hold the database; 5 seconds unless told. */
  constructor(kysely: Kysely<Tables>, engine: Engine, patienceMs = PATIENCE_MS) {
    this.#kysely = kysely;
    this.engine = engine;
    this.#patienceMs = patienceMs;
  }

  /**
   * Runs one statement, or whatever else is atomic and durable by itself. May run it again, so it must not do anything
   * else.
   */
  statement<T>(run: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.#track(() => this.#persist(() => run(this.#kysely)));
  }

  /**
   * Runs `change` in one transaction that no other writer interferes with: SQLite lets one writer in at a time, other
   * databases make the losers of a conflict run again. `change` may therefore run more than once and must only use
   * the `db` it is given. `undo` takes everything back and resolves with its argument. `alone` names a table that only one
   * transaction at a time writes to, in all processes.
   */
  transaction<T>(
    change: (db: Transaction<Tables>, undo: (result: T) => never) => Promise<T>,
    { alone }: { alone?: keyof Tables | undefined } = {},
  ): Promise<T> {
    const undo = (result: T): never => {
      throw new Undone(result);
    };
    const attempt = () =>
      this.#kysely
        .transaction()
        .setIsolationLevel('serializable')
        .execute(async (db) => {
          if (alone) await this.engine.lockTable(db, alone);
          return change(db, undo);
        })
        .catch((error: unknown) => {
          if (error instanceof Undone) return error.result as T;
          throw error;
        });
    return this.#track(alone ? () => this.#inTurn(attempt) : () => this.#persist(attempt));
  }

  /** Reads what is there at one moment, while others go on writing; `read` must not do anything else. */
  snapshot<T>(read: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
    const attempt = () =>
      this.#kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(read);
    return this.#track(() => this.#persist(attempt));
  }

  /** Whether it takes what is written, and keeps it: with one that can only be read nothing can be taken in. */
  async ping(): Promise<boolean> {
    const row = { ns: 'recut', key: 'ping', value: String(Date.now()), expires: null };
    try {
      await this.statement((db) =>
        db
          .insertInto('kv')
          .values(row)
          .onConflict((conflict) => conflict.columns(['ns', 'key']).doUpdateSet({ value: row.value }))
          .execute(),
      );
      return true;
    } catch {
      return false;
    }
  }

  /** Lets what is under way finish; everything asked after that is refused. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    await this.#kysely.destroy();
  }

  async #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed)
      throw new RecutError('store_unavailable', 'The database is closed', { retryable: true });
    const promise = work();
    this.#underWay.add(promise);
    try {
      return await promise;
    } finally {
      this.#underWay.delete(promise);
    }
  }

  /** Those of this process wait here, not each with a connection that others could use. */
  async #inTurn<T>(attempt: () => Promise<T>): Promise<T> {
    const leave = await this.#turns.join();
    try {
      return await this.#persist(attempt);
    } finally {
      leave();
    }
  }

  /**
   * Runs `attempt` again while others are in its way. Whoever has lost goes on behind the earlier losers of this
   * process: all at once they would be in each other's way until most of them had to give up.
   */
  async #persist<T>(attempt: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#patienceMs;
    try {
      return await attempt();
    } catch (error) {
      this.#judge(error, deadline);
    }
    const leave = await this.#losers.join();
    try {
      return await this.#insist(attempt, deadline);
    } finally {
      leave();
    }
  }

  async #insist<T>(attempt: () => Promise<T>, deadline: number): Promise<T> {
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      // Jitter, so that two writers do not keep meeting.
      await pause(wait * (0.5 + Math.random()));
      try {
        return await attempt();
      } catch (error) {
        this.#judge(error, deadline);
      }
    }
  }

  /** Throws what the caller has to hear of; returns when the attempt is worth another. */
  #judge(error: unknown, deadline: number): void {
    const failure = this.engine.failureOf(error);
    if (failure === null) throw error;
    if (failure !== 'busy' || performance.now() > deadline) throw asRecutError(error, failure !== 'fault');
  }
}

function asRecutError(error: unknown, retryable: boolean): RecutError {
  const detail = error instanceof Error ? error.message : String(error);
  return new RecutError(retryable ? 'store_unavailable' : 'store_fault', `The database says: ${detail}`, {
    cause: error,
    retryable,
  });
}

/** Carries a result out of a transaction that is to be taken back. */
class Undone extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('undone');
    this.result = result;
  }
}
