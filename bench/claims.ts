/**
 * Whether claiming stays as fast as it is while finished edits pile up: `node entry.mjs bench/claims.ts [sqlite|postgres]`.
 * A thousand edits are under way beside 10³, 10⁵ and 10⁶ that have ended. Ten are claimed and released at a time, and it
 * is looked up when the next is due.
 */
import { sql } from 'kysely';
import { ulid } from 'ulid';
import type { EditId, EditIn } from '../src/core/edit/edit.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { engineNamed, openBenchDatabase } from './bench-database.ts';

const UNDER_WAY = 1_000;
const ROUNDS = 300;
const SIZES = [1_000, 100_000, 1_000_000];

await using opened = new AsyncDisposableStack();
const engine = engineNamed(process.argv[2]);
const { database } = await openBenchDatabase(engine, opened);
const store = new KyselyStore(database);

for (let n = 0; n < UNDER_WAY; n += 1) {
  const edit = requested();
  await store.accept(edit, [edit.id], edit.person, edit.askedAt);
}
let ended = 0;
for (const size of SIZES) {
  await addEnded(size - ended);
  ended = size;
  // As it does by itself a while after so many changes; until then it knows nothing of how few are under way.
  if (engine === 'postgres') await database.statement((db) => sql`analyze`.execute(db));
  await measure(size);
}

async function measure(size: number): Promise<void> {
  const took: number[] = [];
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const now = Date.now();
    const edits = await store.claim('bench', now, 30_000, 10);
    if (edits.length !== 10) throw new Error(`${edits.length} were claimed`);
    await store.dueIn(now);
    took.push(performance.now() - began);
    await Promise.all(edits.map(({ id }) => store.release(id, 'bench')));
  }
  const perSecond = Math.round((ROUNDS * 10_000) / (performance.now() - start));
  took.sort((a, b) => a - b);
  const at = (part: number) => (took[Math.floor((took.length - 1) * part)] ?? 0).toFixed(2);
  console.log(
    `${engine}, ${String(size).padStart(9)} ended: ${String(perSecond).padStart(6)} claims and releases/s   claim of ten: median ${at(0.5)} ms   p99 ${at(0.99)} ms`,
  );
}

/** Rows as a finished edit leaves them, two thousand bytes each, made by the database itself. */
async function addEnded(count: number): Promise<void> {
  const body = 'x'.repeat(2_000);
  const prefix = ulid();
  await database.statement((db) =>
    sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})
      insert into edits (id, state, version, platform, team, channel, person, model, provider, since, changed_at,
        projected_version, body)
      select ${prefix} || '-' || i, 'delivered', 12, 'slack', 'T1', 'C1', 'U1', 'wavespeed/kling-o3-pro', 'wavespeed',
        1, 1, 12, ${body} from n`.execute(db),
  );
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
