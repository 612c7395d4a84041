import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { RecutError } from '../../errors.ts';
import { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { sqliteEngine } from './engine.ts';

/**
 * Readers never wait for a writer (WAL). A commit has reached the disk when it resolves (FULL). A `replace` also runs
 * into the triggers that keep rows from being deleted.
 */
const SETTINGS = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma recursive_triggers = on;
`;

/**
 * Opens the database at `path` and brings its schema up to date; makes it when it is not there, but not its folder.
 * `:memory:` gives one that ends when it is closed.
 * @throws RecutError `store_unavailable`, `store_fault` (no database, or a damaged one) or `store_newer`.
 */
export async function openSqlite(path: string, options: { patienceMs?: number } = {}): Promise<Database> {
  const dialect = new NodeSqliteDialect(() => connect(path));
  const database = new Database(new Kysely<Tables>({ dialect }), sqliteEngine, options.patienceMs);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    if (!(error instanceof RecutError)) throw error;
    throw new RecutError(error.code, `${path}: ${error.message}`, {
      cause: error,
      retryable: error.retryable,
    });
  }
}

function connect(path: string): DatabaseSync {
  // SQLite itself would wait for another process by stopping this one; `Database` waits without.
  const sqlite = new DatabaseSync(path, { timeout: 0 });
  try {
    sqlite.exec(SETTINGS);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
