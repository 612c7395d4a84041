import type { Millis } from '../clock.ts';
import type { Database } from './database.ts';

/** Moments that outlast the process, each under a key of its own among the key-values. */
const NS = 'recut';

export async function keptTime(database: Database, key: string): Promise<Millis | null> {
  const row = await database.statement((db) =>
    db.selectFrom('kv').select('value').where('ns', '=', NS).where('key', '=', key).executeTakeFirst(),
  );
  return row ? Number(row.value) : null;
}

export async function keepTime(database: Database, key: string, at: Millis): Promise<void> {
  const value = String(at);
  await database.statement((db) =>
    db
      .insertInto('kv')
      .values({ ns: NS, key, value, expires: null })
      .onConflict((conflict) => conflict.columns(['ns', 'key']).doUpdateSet({ value }))
      .execute(),
  );
}

export async function forgetTime(database: Database, key: string): Promise<void> {
  await database.statement((db) => db.deleteFrom('kv').where('ns', '=', NS).where('key', '=', key).execute());
}
