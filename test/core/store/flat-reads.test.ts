import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { migrate } from '../../../src/core/store/migrate.ts';
import { NodeSqliteDialect } from '../../../src/core/store/sqlite/dialect.ts';
import { sqliteEngine } from '../../../src/core/store/sqlite/engine.ts';
import type { Tables } from '../../../src/core/store/tables.ts';
import { anEdit } from '../edit/an-edit.ts';
import { ASKED_OFTEN } from './asked-often.ts';

it.each(ASKED_OFTEN)('%s: reads no more of the store when a million edits have ended', async (_, ask) => {
  const asked: string[] = [];
  const dialect = new NodeSqliteDialect(() => new DatabaseSync(':memory:'));
  const kysely = new Kysely<Tables>({ dialect, log: ({ query }) => void asked.push(query.sql) });
  const database = new Database(kysely, sqliteEngine);
  await migrate(database);
  const store = new KyselyStore(database);
  const edit = anEdit('approved');
  await store.accept(edit, [ulid()], edit.person, 1);
  asked.length = 0;
  await ask(store, edit.id);
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
