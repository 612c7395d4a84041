import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

/** Statements kept prepared; the store has about forty. */
const PREPARED_LIMIT = 200;

interface Prepared {
  statement: StatementSync;
  /** Whether it answers with rows; to ask costs as much as a small statement does. */
  hasRows: boolean;
}

/** Runs what Kysely compiles. Each statement blocks the process until it is done, so all of them are small. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  run(command: 'begin immediate' | 'commit' | 'rollback'): void {
    this.#prepare(command).statement.run();
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, hasRows } = this.#prepare(sql);
    // Kysely binds what it was given; text, numbers and null are all that the tables' types allow.
    const values = parameters as readonly SQLInputValue[];
    if (hasRows) return { rows: statement.all(...values) as R[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  // biome-ignore lint/correctness/useYield: the store reads in pages, because a stream would keep the one connection.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not supported');
  }

  #prepare(sql: string): Prepared {
    const ready = this.#prepared.get(sql);
    if (ready) return ready;
    const statement = this.#database.prepare(sql);
    const [oldest] = this.#prepared.keys();
    if (oldest !== undefined && this.#prepared.size >= PREPARED_LIMIT) this.#prepared.delete(oldest);
    const prepared = { statement, hasRows: statement.columns().length > 0 };
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
