import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Driver } from 'kysely';
import { SqliteConnection } from './connection.ts';

/** One connection, which Kysely hands to one transaction or statement at a time. */
export class NodeSqliteDriver implements Driver {
  readonly #open: () => DatabaseSync;
  #connection: SqliteConnection | null = null;

  constructor(open: () => DatabaseSync) {
    this.#open = open;
  }

  /** Kysely asks again before the next query when this fails. */
  async init(): Promise<void> {
    this.#connection = new SqliteConnection(this.#open());
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (!this.#connection) throw new Error('The driver is not initialised');
    return this.#connection;
  }

  /**
   * SQLite answers at once, so a chain of queries would go on and on without the process ever looking at its sockets.
   * The connection is free again after it has.
   */
  async releaseConnection(): Promise<void> {
    await setImmediate();
  }

  /**
   * `immediate` takes the write lock at once. A plain `begin` takes it at the first write, and fails there for good
   * when another process has written since the first read.
   */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    connection.run('begin immediate');
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.run('commit');
  }

  /** After a full disk or a read error SQLite has rolled back by itself. */
  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.inTransaction) connection.run('rollback');
  }

  async destroy(): Promise<void> {
    this.#connection?.close();
  }
}
