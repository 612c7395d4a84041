import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { RecutError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { edits } from './migrations/0001-edits.ts';
import { ledger } from './migrations/0002-ledger.ts';
import { threads } from './migrations/0003-threads.ts';
import { keyValues } from './migrations/0004-key-values.ts';
import { money } from './migrations/0005-money.ts';
import { desk } from './migrations/0006-desk.ts';
import { library } from './migrations/0010-library.ts';
import { turns } from './migrations/0011-turns.ts';
import { pace } from './migrations/0012-pace.ts';
import { notices } from './migrations/0013-notices.ts';
import { flatReads } from './migrations/0014-flat-reads.ts';
import { predictions } from './migrations/0015-predictions.ts';
import { history } from './migrations/0020-history.ts';
import { lowBalances } from './migrations/0021-low-balances.ts';
import type { Tables } from './tables.ts';

/** In the order of their names, forward only. A released migration is never changed: a new one follows it. */
const MIGRATIONS: Readonly<Record<string, (engine: Engine) => Migration>> = {
  '0001-edits': edits,
  '0002-ledger': ledger,
  '0003-threads': threads,
  '0004-key-values': keyValues,
  '0005-money': money,
  '0006-desk': desk,
  '0010-library': library,
  '0011-turns': turns,
  '0012-pace': pace,
  '0013-notices': notices,
  '0014-flat-reads': flatReads,
  '0015-predictions': predictions,
  '0020-history': history,
  '0021-low-balances': lowBalances,
};

/**
 * Brings the schema up to date in one transaction. Others that start now wait for it: on SQLite for the file's write lock,
 * on PostgreSQL for the advisory lock that the migrator takes.
 * @throws RecutError `store_newer` when the database was made by a newer Recut.
 */
export async function migrate(database: Database): Promise<void> {
  await database.statement(async (db) => {
    const { error } = await (await migratorOf(database, db)).migrateToLatest();
    if (error === undefined) return;
    if (database.engine.failureOf(error) !== null) throw error;
    throw new RecutError(
      'store_newer',
      'The database does not fit this version of Recut; was it used by a newer one?',
      {
        cause: error,
      },
    );
  });
}

/**
 * Changes nothing.
 * @throws RecutError `store_older` when the schema is not this version's.
 */
export async function requireMigrated(database: Database): Promise<void> {
  await database.statement(async (db) => {
    const known = await (await migratorOf(database, db)).getMigrations();
    if (known.every(({ executedAt }) => executedAt !== undefined)) return;
    throw new RecutError(
      'store_older',
      'The database is of an older version of Recut. Make the backup with that version.',
    );
  });
}

async function migratorOf(database: Database, db: Kysely<Tables>): Promise<Migrator> {
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, migration]) => [name, migration(database.engine)]),
  );
  const schema = await database.engine.schemaOf(db);
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    ...(schema !== null && { migrationTableSchema: schema }),
  });
}
