import { type Kysely, sql } from 'kysely';
import type { Engine, Failure } from '../engine.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html: BUSY and LOCKED. */
const BUSY = new Set([5, 6]);
/** PERM, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL, AUTH. */
const UNAVAILABLE = new Set([3, 7, 8, 9, 10, 13, 14, 15, 23]);

export const sqliteEngine: Engine = {
  skipsLocked: false,
  text: sql`text`,
  // AUTOINCREMENT, so that a number is never given twice. Only this very type makes it the row's own number.
  counter: { type: 'integer', rules: (column) => column.primaryKey().autoIncrement() },
  // A transaction that writes is alone from its beginning.
  lockTable: async () => {},
  now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  makeAppendOnly,
  schemaOf: async () => null,
  failureOf,
};

async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  for (const event of ['update', 'delete'] as const) {
    await sql`create trigger ${sql.ref(`${table}_no_${event}`)} before ${sql.raw(event)} on ${sql.table(table)}
      begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`.execute(db);
  }
}

function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'ERR_INVALID_STATE') return 'unavailable';
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error)) return null;
  // The lower byte is the primary code; the rest says more precisely what happened.
  const primary = Number(error.errcode) & 0xff;
  if (BUSY.has(primary)) return 'busy';
  return UNAVAILABLE.has(primary) ? 'unavailable' : 'fault';
}
