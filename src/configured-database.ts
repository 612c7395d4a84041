import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Database } from './core/store/database.ts';
import { openPostgres } from './core/store/postgres/open-postgres.ts';
import { openSqlite } from './core/store/sqlite/open-sqlite.ts';

/** PostgreSQL where one is named, else a SQLite file in DATA_DIR, which has to be there. */
export function openConfiguredDatabase({ DATABASE_URL, DATA_DIR }: Config): Promise<Database> {
  return DATABASE_URL ? openPostgres(DATABASE_URL) : openSqlite(join(DATA_DIR, 'recut.db'));
}
