import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'pg';
import type { Database } from '../src/core/store/database.ts';
import { openPostgres } from '../src/core/store/postgres/open-postgres.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import { emptySchema } from '../test/postgres/empty-schema.ts';
import { startServer } from '../test/postgres/server.ts';

/** What the engine does by itself, with nothing of ours in between. Every transaction is durable. */
export interface Bare {
  /** Writes these texts, each as a row of its own, in one transaction. */
  write(rows: readonly string[]): Promise<void>;
}

export interface BenchDatabase {
  database: Database;
  bare: Bare;
}

const OPENERS = { sqlite: onSqlite, postgres: onPostgres };
export type EngineName = keyof typeof OPENERS;

/** From the command line; SQLite unless said otherwise. */
export function engineNamed(name = 'sqlite'): EngineName {
  if (name in OPENERS) return name as EngineName;
  throw new Error(`There is no ${name}: it is sqlite or postgres`);
}

/**
 * An empty database that is gone when `opened` is. SQLite is a fresh file in the temporary folder; PostgreSQL is the server
 * that TEST_DATABASE_URL names, or one that is started for this.
 */
export function openBenchDatabase(engine: EngineName, opened: AsyncDisposableStack): Promise<BenchDatabase> {
  return OPENERS[engine](opened);
}

async function onSqlite(opened: AsyncDisposableStack): Promise<BenchDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recut-bench-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const bare = new DatabaseSync(path.join(folder, 'bare.db'));
  opened.defer(() => bare.close());
  bare.exec('pragma journal_mode = wal; pragma synchronous = full');
  bare.exec('create table bare (id integer primary key, body text)');
  const insert = bare.prepare('insert into bare (body) values (?)');
  const write = async (rows: readonly string[]) => {
    bare.exec('begin immediate');
    for (const row of rows) insert.run(row);
    bare.exec('commit');
  };
  const database = await openSqlite(path.join(folder, 'recut.db'));
  opened.defer(() => database.close());
  return { database, bare: { write } };
}

async function onPostgres(opened: AsyncDisposableStack): Promise<BenchDatabase> {
  let url = process.env['TEST_DATABASE_URL'];
  if (!url) {
    const server = await startServer({ durable: true });
    opened.defer(server.close);
    url = server.url;
  }
  const { address, drop } = await emptySchema(url);
  opened.defer(drop);
  const pool = new Pool({ connectionString: address, max: 10 });
  opened.defer(() => pool.end());
  await pool.query('create table bare (id bigserial primary key, body text)');
  const write = async (rows: readonly string[]) => {
    const client = await pool.connect();
    await client.query('begin');
    for (const row of rows) await client.query('insert into bare (body) values ($1)', [row]);
    await client.query('commit');
    client.release();
  };
  const way = new URL(address);
  // Filling a million rows is one statement, and takes longer than the bot allows any of its own.
  way.searchParams.set('statement_timeout', '0');
  const database = await openPostgres(way.href, { silenceMs: 600_000 });
  opened.defer(() => database.close());
  return { database, bare: { write } };
}
