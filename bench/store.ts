/**
 * How much the store on a SQLite file does in a second: `node bench/store.ts`. Every write is durable (synchronous=FULL)
 * in a fresh file in the temporary folder; the first line says what that disk allows for.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { ulid } from 'ulid';
import type { Edit, EditId, EditIn } from '../src/core/edit/edit.ts';
import { micros, parseDollars } from '../src/core/money/micros.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import type { Store } from '../src/core/store/store.ts';

const COUNT = 2_000;
const CAP = { scope: 'team:slack:T1', period: 'month:2026-11', limit: micros(Number.MAX_SAFE_INTEGER) };

const folder = await mkdtemp(path.join(tmpdir(), 'recut-bench-'));
const store = new KyselyStore(await openSqlite(path.join(folder, 'recut.db')));
const bare = new DatabaseSync(path.join(folder, 'bare.db'));
bare.exec('pragma journal_mode = wal; pragma synchronous = full; create table bare (id text primary key)');
const insert = bare.prepare('insert into bare values (?)');
try {
  await measure('one bare insert by node:sqlite', 1, async () => insert.run(ulid()));
  await measure('accept, one after another', 1, () => accept(store));
  await measure('accept, 200 at once', 200, () => accept(store));
  const edits = await acceptMany(2 * COUNT);
  await measure('commit with a hold, one after another', 1, () => hold(store, edits.pop()));
  await measure('commit with a hold, 50 at once', 50, () => hold(store, edits.pop()));
  await measure('read', 1, () => store.read('none' as EditId));
  await measure(`balance over ${2 * COUNT} rows`, 1, () => store.balance(CAP));
  await measure('claim and release', 1, claimAndRelease);
} finally {
  bare.close();
  await store.close();
  await rm(folder, { recursive: true });
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
  const [edit] = await store.claim('bench', Date.now(), Date.now() + 30_000, 1);
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
