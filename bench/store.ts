/**
 * How much the store does in a second: `node entry.mjs bench/store.ts [sqlite|postgres]`.
 * Every write is durable. The first two lines say what that disk and that engine allow for: as many rows as an accepted edit
 * has, in one transaction, with nothing of ours in between.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ulid } from 'ulid';
import type { Edit, EditId, EditIn } from '../src/core/edit/edit.ts';
import { micros, parseDollars } from '../src/core/money/micros.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import type { Store } from '../src/core/store/store.ts';
import { engineNamed, openBenchDatabase } from './bench-database.ts';

const COUNT = 2_000;
const CAP = { scope: 'team:slack:T1', period: 'month:2026-11', limit: micros(Number.MAX_SAFE_INTEGER) };

/** What an accepted edit is made of: itself, its first audit row and two keys. */
const ROWS = [JSON.stringify(requested()), 'requested', 'event:1', 'message:1'];

await using opened = new AsyncDisposableStack();
const engine = engineNamed(process.argv[2]);
const { database, bare } = await openBenchDatabase(engine, opened);
const store = new KyselyStore(database);

console.log(engine);
await measure('four bare rows, one after another', 1, () => bare.write(ROWS));
await measure('four bare rows, 200 at once', 200, () => bare.write(ROWS));
await measure('accept, one after another', 1, () => accept(store));
await measure('accept, 200 at once', 200, () => accept(store));
const edits = await acceptMany(2 * COUNT);
await measure('commit with a hold, one after another', 1, () => hold(store, edits.pop()));
await measure('commit with a hold, 50 at once', 50, () => hold(store, edits.pop()));
await measure('read', 1, () => store.read('none' as EditId));
await measure(`balance over ${2 * COUNT} rows`, 1, () => store.balance(CAP));
await measure('claim and release', 1, claimAndRelease);
await measure('claim and release, 10 at once', 10, claimAndRelease);

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
