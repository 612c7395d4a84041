import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { migrate } from '../../../src/core/store/migrate.ts';
import { NodeSqliteDialect } from '../../../src/core/store/sqlite/dialect.ts';
import { sqliteEngine } from '../../../src/core/store/sqlite/engine.ts';
import type { Store } from '../../../src/core/store/store.ts';
import type { Tables } from '../../../src/core/store/tables.ts';
import { anEdit } from '../edit/an-edit.ts';

const TEAM = { platform: 'slack', team: 'T1' };
const PLACE = { ...TEAM, channel: 'C1', thread: '1763.1' };

/** What is asked at every step, or at every look for work. */
const ASKED: [string, (store: Store) => Promise<unknown>][] = [
  ['claim', (store) => store.claim('worker', 1, 2, 10)],
  ['when the next is due', (store) => store.dueIn(1)],
  ['what was asked in a thread', (store) => store.inThread(PLACE)],
  ['how many of a person and a team are under way', (store) => store.lines(anEdit('approved'))],
  ['how many wait at a provider', (store) => store.queuePlace(anEdit('approved').id, 'wavespeed')],
  ['how many wait for their minute', (store) => store.pacePlace(anEdit('approved').id, 'wavespeed')],
  ['whose threads are to be changed', (store) => store.unprojected('slack', 10)],
  ['whose threads show time', (store) => store.live('slack')],
  ['what was edited in a channel', (store) => store.history({ ...PLACE, wholes: true, limit: 11 })],
  [
    'what was edited for a person',
    (store) => store.history({ ...TEAM, person: 'U1', wholes: true, limit: 11 }),
  ],
  ['what is unresolved in a channel', (store) => store.history({ ...PLACE, state: 'unresolved', limit: 11 })],
  [
    'what is unresolved of a person',
    (store) => store.history({ ...TEAM, person: 'U1', state: 'unresolved', limit: 11 }),
  ],
  ['how much a person asked for', (store) => store.load({ ...PLACE, person: 'U1' }, Date.now())],
];

it.each(ASKED)('%s: reads no more of the store when a million edits have ended', async (_, ask) => {
  const asked: string[] = [];
  const dialect = new NodeSqliteDialect(() => new DatabaseSync(':memory:'));
  const kysely = new Kysely<Tables>({ dialect, log: ({ query }) => void asked.push(query.sql) });
  const database = new Database(kysely, sqliteEngine);
  await migrate(database);
  const store = new KyselyStore(database);
  await store.accept(anEdit('approved'), [ulid()], 'U1', 1);
  asked.length = 0;
  await ask(store);
  expect(asked).not.toEqual([]);
  for (const statement of asked.splice(0)) {
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(statement)}`.execute(kysely);
    for (const { detail } of rows) {
      // Neither a table from end to end, nor all that a team ever asked for.
      expect(detail).not.toMatch(/SCAN (edits|audit)|edits_history \(platform=\? AND team=\?\)$/);
    }
  }
  await store.close();
});
