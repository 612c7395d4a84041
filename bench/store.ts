/**
 * How much the store does in a second: `node entry.mjs bench/store.ts [sqlite|postgres]`.
 * Every write is durable. SQLite writes a fresh file in the temporary folder; PostgreSQL is the server that
 * TEST_DATABASE_URL names, or one that is started for this. The first line says what that disk and that server allow for.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { ulid } from 'ulid';
import type { Edit, EditId, EditIn } from '../src/core/edit/edit.ts';
import { micros, parseDollars } from '../src/core/money/micros.ts';
import type { Database } from '../src/core/store/database.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { openPostgres } from '../src/core/store/postgres/open-postgres.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import type { Store } from '../src/core/store/store.ts';
import { emptySchema } from '../test/postgres/empty-schema.ts';
import { startServer } from '../test/postgres/server.ts';

const COUNT = 2_000;
const CAP = { scope: 'team:slack:T1', period: 'month:2026-11', limit: micros(Number.MAX_SAFE_INTEGER) };

/** A database, and the least that its engine can be asked to make durable. */
interface Bench {
  database: Database;
  insert(): Promise<unknown>;
}

const BENCHES: Record<string, (opened: AsyncDisposableStack) => Promise<Bench>> = {
  sqlite: onSqlite,
  postgres: onPostgres,
};

await using opened = new AsyncDisposableStack();
const [engine = 'sqlite'] = process.argv.slice(2);
const { database, insert } = await (BENCHES[engine] ?? onSqlite)(opened);
const store = new KyselyStore(database);
opened.defer(() => store.close());

await measure(`one bare insert by ${engine}`, 1, insert);
await measure('accept, one after another', 1, () => accept(store));
await measure('accept, 200 at once', 200, () => accept(store));
const edits = await acceptMany(2 * COUNT);
await measure('commit with a hold, one after another', 1, () => hold(store, edits.pop()));
await measure('commit with a hold, 50 at once', 50, () => hold(store, edits.pop()));
await measure('read', 1, () => store.read('none' as EditId));
await measure(`balance over ${2 * COUNT} rows`, 1, () => store.balance(CAP));
await measure('claim and release', 1, claimAndRelease);
await measure('claim and release, 10 at once', 10, claimAndRelease);

async function onSqlite(opened: AsyncDisposableStack): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recut-bench-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const bare = new DatabaseSync(path.join(folder, 'bare.db'));
  opened.defer(() => bare.close());
  bare.exec('pragma journal_mode = wal; pragma synchronous = full; create table bare (id text primary key)');
  const statement = bare.prepare('insert into bare values (?)');
  return {
    database: await openSqlite(path.join(folder, 'recut.db')),
    insert: async () => statement.run(ulid()),
  };
}

async function onPostgres(opened: AsyncDisposableStack): Promise<Bench> {
  let url = process.env['TEST_DATABASE_URL'];
  if (!url) {
    const server = await startServer({ durable: true });
    opened.defer(server.close);
    url = server.url;
  }
  const { address, drop } = await emptySchema(url);
  opened.defer(drop);
  const bare = new Client({ connectionString: address });
  await bare.connect();
  opened.defer(() => bare.end());
  await bare.query('create table bare (id text primary key)');
  return {
    database: await openPostgres(address),
    insert: () => bare.query('insert into bare values ($1)', [ulid()]),
  };
}

/** Runs `work` COUNT times, `width` at a time, and prints how often it ran in a second and how long each took. */
async function measure(name: string, width: number, work: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  for (let done = 0; done < COUNT; done += width) {
    await Promise.all(
      Array.from({ length: width }, async () => {
        const began = performance.now();
        await work();
        took.push(performance.now() - began);
      }),
    );
  }
  const perSecond = Math.round((took.length / (performance.now() - start)) * 1_000);
  delay.disable();
  took.sort((a, b) => a - b);
  const at = (part: number) => (took[Math.floor((took.length - 1) * part)] ?? 0).toFixed(2);
  const stall = (delay.max / 1e6).toFixed(0);
  console.log(
    `${name.padEnd(40)} ${String(perSecond).padStart(7)}/s   median ${at(0.5)} ms   p99 ${at(0.99)} ms   worst ${at(1)} ms   longest stall ${stall} ms`,
  );
}

async function accept(into: Store): Promise<Edit> {
  const edit = requested();
  await into.accept(edit, [`event:${edit.id}`, `message:${edit.id}`], edit.person, edit.askedAt);
  return edit;
}

async function acceptMany(count: number): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (let done = 0; done < count; done += 100) {
    edits.push(...(await Promise.all(Array.from({ length: 100 }, () => accept(store)))));
  }
  return edits;
}

async function hold(into: Store, from: Edit | undefined): Promise<void> {
  if (!from) throw new Error('There are too few edits');
  const { limit: _limit, ...account } = CAP;
  const { kind } = await into.commit({
    from,
    to: { ...from, version: from.version + 1 },
    event: { type: 'admitted' },
    actor: 'recut',
    at: Date.now(),
    ledger: [
      { kind: 'hold', hold: { id: `${from.id}:1`, amount: parseDollars('3.03'), accounts: [account] } },
    ],
    caps: [CAP],
  });
  if (kind !== 'committed') throw new Error(`The commit ended as ${kind}`);
}

async function claimAndRelease(): Promise<void> {
  const [edit] = await store.claim('bench', Date.now(), 30_000, 1);
  if (edit) await store.release(edit.id, 'bench');
}

function requested(): EditIn<'requested'> {
  const now = Date.now();
  return {
    id: ulid() as EditId,
    state: 'requested',
    version: 1,
    place: { platform: 'slack', team: 'T1', channel: 'C1', thread: null, message: '1763.1' },
    person: 'U1',
    wish: {
      prompt: 'change the beer to a cola, keep everything else',
      model: 'wavespeed/kling-o3-pro',
      keepSound: true,
      window: null,
      quoteOnly: false,
    },
    source: { kind: 'upload', ref: 'F1', name: 'promo.mov', bytes: 9_000_000 },
    images: [],
    askedAt: now,
    since: now,
    tries: 0,
    dueAt: now,
  };
}
