import type { Millis } from '../clock.ts';
import type { Database } from './database.ts';

/** Where the mark of a backup stands among the key-values. */
const MARK = { ns: 'recut', key: 'backup' } as const;

/** When the backup was made that this database is, while that has not been reckoned with; null when it is none. */
export async function restoredFrom(database: Database): Promise<Millis | null> {
  const row = await database.statement((db) =>
    db
      .selectFrom('kv')
      .select('value')
      .where('ns', '=', MARK.ns)
      .where('key', '=', MARK.key)
      .executeTakeFirst(),
  );
  return row ? Number(row.value) : null;
}

/** Says that this database is a backup of that time. */
export async function markRestored(database: Database, backupAt: Millis): Promise<void> {
  const value = String(backupAt);
  await database.statement((db) =>
    db
      .insertInto('kv')
      .values({ ...MARK, value, expires: null })
      .onConflict((conflict) => conflict.columns(['ns', 'key']).doUpdateSet({ value }))
      .execute(),
  );
}

export async function forgetMark(database: Database): Promise<void> {
  await database.statement((db) =>
    db.deleteFrom('kv').where('ns', '=', MARK.ns).where('key', '=', MARK.key).execute(),
  );
}
