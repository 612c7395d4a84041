import { Kysely, PostgresDialect } from 'kysely';
import type { PoolConfig } from 'pg';
import { RecutError } from '../../errors.ts';
import { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { postgresEngine } from './engine.ts';
import { GuardedPool } from './guarded-pool.ts';
import { nameOf } from './name-of.ts';
import { wholeNumbers } from './whole-numbers.ts';

/** How a server is reached, for every connection. */
const CONNECTION: PoolConfig = {
  types: wholeNumbers,
  fallback_application_name: 'recut',
  keepAlive: true,
  /** Until there is a connection: for reaching the server, or for waiting until one is free. */
  connectionTimeoutMillis: 5_000,
};

/**
 * A process uses few connections, because each of its transactions takes milliseconds; a server has about a hundred.
 * All waits are bounded, each a little longer than those that it may have to wait for. Who has stopped in the middle of
 * a transaction (a paused process, a cut cable) loses it before those who wait behind its locks give up.
 */
const WORK: PoolConfig = {
  ...CONNECTION,
  max: 10,
  idleTimeoutMillis: 30_000,
  idle_in_transaction_session_timeout: 3_000,
  lock_timeout: 4_000,
  statement_timeout: 5_000,
};
/** For a statement's answer, when not even the server's own refusal arrives. */
const SILENCE_MS = 6_000;

/** A change of the schema takes as long as it takes, and so does waiting for another process to make it. */
const MIGRATION: PoolConfig = { ...CONNECTION, max: 1 };

/**
 * Opens the PostgreSQL database (14 or newer) at `url` (postgresql://user:password@host:port/database) and brings its
 * schema up to date. `patienceMs` is for conflicts, `silenceMs` for a server that does not answer.
 * @throws RecutError `store_unavailable`, `store_fault` or `store_newer`; its message names the database without the password.
 */
export async function openPostgres(
  url: string,
  options: { patienceMs?: number; silenceMs?: number } = {},
): Promise<Database> {
  const migrating = connectedBy(MIGRATION, url);
  try {
    await migrate(migrating);
  } catch (error) {
    if (!(error instanceof RecutError)) throw error;
    const { code, message, retryable } = error;
    throw new RecutError(code, `${nameOf(url)}: ${message}`, { cause: error, retryable });
  } finally {
    await migrating.close();
  }
  return postgresAsItIs(url, options);
}

/** The database at `url`, whatever its schema is. Connects when it is first asked. */
export function postgresAsItIs(
  url: string,
  { patienceMs, silenceMs = SILENCE_MS }: { patienceMs?: number; silenceMs?: number } = {},
): Database {
  return connectedBy({ ...WORK, query_timeout: silenceMs }, url, patienceMs);
}

function connectedBy(config: PoolConfig, url: string, patienceMs?: number): Database {
  const pool = new GuardedPool({ ...config, connectionString: url });
  return new Database(
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    postgresEngine,
    patienceMs,
  );
}
