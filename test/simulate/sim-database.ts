import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Database } from '../../src/core/store/database.ts';
import { migrate } from '../../src/core/store/migrate.ts';
import { NodeSqliteDialect } from '../../src/core/store/sqlite/dialect.ts';
import { sqliteEngine } from '../../src/core/store/sqlite/engine.ts';
import type { Tables } from '../../src/core/store/tables.ts';

/** The empty store, made once: every play begins with a copy. */
let empty: Uint8Array | null = null;

/** The real store's database, in memory, with a clock of its own that is the simulated one. */
export async function simDatabase(now: () => number): Promise<Database> {
  const sqlite = new DatabaseSync(':memory:');
  if (empty) sqlite.deserialize(empty);
  sqlite.exec('pragma foreign_keys = on; pragma recursive_triggers = on;');
  sqlite.function('unixepoch', { varargs: true }, () => now() / 1_000);
  const dialect = new NodeSqliteDialect(() => sqlite);
  const database = new Database(new Kysely<Tables>({ dialect }), sqliteEngine);
  if (!empty) {
    await migrate(database);
    empty = sqlite.serialize();
  }
  return database;
}
