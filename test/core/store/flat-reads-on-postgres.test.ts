import { Kysely, PostgresDialect } from 'kysely';
import { Client, Pool } from 'pg';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EditState } from '../../../src/core/edit/edit.ts';
import { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { migrate } from '../../../src/core/store/migrate.ts';
import { postgresEngine } from '../../../src/core/store/postgres/engine.ts';
import { wholeNumbers } from '../../../src/core/store/postgres/whole-numbers.ts';
import type { Tables } from '../../../src/core/store/tables.ts';
import { emptySchema } from '../../postgres/empty-schema.ts';
import { LEFT_OUT } from '../../postgres/of-test.ts';
import { anEdit } from '../edit/an-edit.ts';
import { ASKED_OFTEN, PLACE } from './asked-often.ts';

/** Enough of them that reading all would be far from what reading the rest is. */
const ENDED = 20_000;
/** Far below what has ended, far above what is under way. */
const FEW = 200;
const UNDER_WAY: readonly EditState[] = [
  'approved',
  'submitting',
  'running',
  'awaiting_approval',
  'unresolved',
];
const OF_EACH = 4;

/** A part of a plan that was carried out; `Actual Rows` and what was removed are per loop. */
interface Step {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Step[];
}

interface Asked {
  text: string;
  values: unknown[];
}

describe.skipIf(LEFT_OUT !== '')(`what is asked often of PostgreSQL${LEFT_OUT}`, () => {
  const asked: Asked[] = [];
  const own = anEdit('approved');
  const opened = new AsyncDisposableStack();
  let client: Client;
  let store: KyselyStore;

  beforeAll(async () => {
    const server = inject('postgres');
    const { address, drop } = await emptySchema('url' in server ? server.url : '');
    opened.defer(drop);
    const dialect = new PostgresDialect({
      pool: new Pool({ connectionString: address, types: wholeNumbers }),
    });
    const kysely = new Kysely<Tables>({
      dialect,
      log: ({ query }) => void asked.push({ text: query.sql, values: [...query.parameters] }),
    });
    const database = new Database(kysely, postgresEngine);
    await migrate(database);
    store = new KyselyStore(database);
    opened.defer(() => store.close());
    client = new Client({ connectionString: address });
    await client.connect();
    opened.defer(() => client.end());
    await end(client);
    for (const edit of [
      own,
      ...UNDER_WAY.flatMap((state) => Array.from({ length: OF_EACH }, () => anEdit(state))),
    ])
      await store.accept(edit, [ulid()], edit.person, Date.now());
    // As it does by itself within a minute of so many changes.
    await client.query('analyze');
  });
  afterAll(() => opened.disposeAsync());

  it.each(ASKED_OFTEN)('%s: takes no more rows when twenty thousand edits have ended', async (_, ask) => {
    asked.length = 0;
    await ask(store, own.id);
    const statements = asked.filter(({ text }) => /^(select|with|update)/.test(text));
    expect(statements).not.toEqual([]);
    for (const statement of statements) expect(await rowsRead(client, statement)).toBeLessThan(FEW);
  });

  it('tells when all that has ended is read', async () => {
    const all = { text: "select id from edits where body like '%needle%'", values: [] };
    expect(await rowsRead(client, all)).toBeGreaterThanOrEqual(ENDED);
  });
});

/** Edits that ended long ago, in the place and for the person of all others, with the audit of their submission. */
async function end(client: Client): Promise<void> {
  const { platform, team, channel } = PLACE;
  await client.query(
    `insert into edits (id, state, version, platform, team, channel, thread, person, model, provider, since, changed_at,
       projected_version, body)
     select '0' || lpad(n::text, 25, '0'), (array['delivered', 'failed', 'cancelled'])[1 + n % 3], 12, $1, $2, $3,
       'before' || n / 2, 'U1', 'wavespeed/kling-o3-pro', 'wavespeed', n, n, 12, repeat('x', 500)
     from generate_series(1, $4::int) n`,
    [platform, team, channel, ENDED],
  );
  await client.query(
    `insert into audit (edit_id, version, at, actor, event, from_state, to_state)
     select id, 6, since, 'recut', 'attempt_started', 'submitting', 'submitting' from edits`,
  );
}

/** How many rows it takes from tables and indexes, with those that it looks at in vain. What it changes is taken back. */
async function rowsRead(client: Client, { text, values }: Asked): Promise<number> {
  await client.query('begin');
  const { rows } = await client.query(`explain (analyze, format json) ${text}`, values);
  await client.query('rollback');
  const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
  return readBy(plan);
}

function readBy(step: Step): number {
  const below = (step.Plans ?? []).reduce((sum, each) => sum + readBy(each), 0);
  if (!step['Node Type'].endsWith('Scan')) return below;
  const looked =
    step['Actual Rows'] +
    (step['Rows Removed by Filter'] ?? 0) +
    (step['Rows Removed by Index Recheck'] ?? 0);
  return below + looked * step['Actual Loops'];
}
