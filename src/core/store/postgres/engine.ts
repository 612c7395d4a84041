import { type Kysely, sql } from 'kysely';
import { DatabaseError } from 'pg';
import type { Engine, Failure } from '../engine.ts';
import type { Tables } from '../tables.ts';
import { ConnectionLost } from './connection-lost.ts';

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization failure, deadlock, lock timeout, and a
 * schema that another application drops while the migrator, which asks for every table there is, comes past it.
 */
const BUSY = new Set(['40001', '40P01', '55P03', '3F000']);
/** Whole classes: connection, resources (disk, memory, places), intervention (shutdown, timeout), system. */
const UNAVAILABLE = new Set(['08', '53', '57', '58']);
/** Read-only transaction: the server has become somebody's standby. */
const READ_ONLY = '25006';

export const postgresEngine: Engine = {
  skipsLocked: true,
  // "C" also keeps indexes right when the language rules of the server's system change.
  text: sql`text collate "C"`,
  counter: { type: 'bigint', rules: (column) => column.primaryKey().generatedAlwaysAsIdentity() },
  // LOCK takes no snapshot of the data: that is taken by the next statement, when those before have committed.
  lockTable: async (db, table) => {
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(db);
  },
  now: sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
  makeAppendOnly,
  schemaOf,
  failureOf,
};

/** The trigger fires for each statement: one that would change no row is refused too, and so is a truncation. */
async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  const refuse = sql.ref(`${table}_refuse_change`);
  const body = sql.lit(`begin raise exception '${table} is append-only'; end`);
  await sql`create or replace function ${refuse}() returns trigger language plpgsql as ${body}`.execute(db);
  await sql`create trigger ${sql.ref(`${table}_no_change`)} before update or delete or truncate on ${sql.table(table)}
    for each statement execute function ${refuse}()`.execute(db);
}

async function schemaOf(db: Kysely<Tables>): Promise<string | null> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? null;
}

function failureOf(error: unknown): Failure | null {
  if (error instanceof ConnectionLost) return 'unavailable';
  if (!(error instanceof DatabaseError)) return null;
  const code = error.code ?? '';
  if (BUSY.has(code)) return 'busy';
  return UNAVAILABLE.has(code.slice(0, 2)) || code === READ_ONLY ? 'unavailable' : 'fault';
}
