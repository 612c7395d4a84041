import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { GENESIS, hashOf } from '../../../src/core/money/ledger-chain.ts';
import { columnsOf } from '../../../src/core/store/edit-row.ts';
import { ledgerRowOf } from '../../../src/core/store/ledger-rows.ts';
import { edits } from '../../../src/core/store/migrations/0001-edits.ts';
import { ledger } from '../../../src/core/store/migrations/0002-ledger.ts';
import { money } from '../../../src/core/store/migrations/0005-money.ts';
import { NodeSqliteDialect } from '../../../src/core/store/sqlite/dialect.ts';
import { sqliteEngine } from '../../../src/core/store/sqlite/engine.ts';
import type { Tables } from '../../../src/core/store/tables.ts';
import { anEdit } from '../edit/an-edit.ts';

it('chains the rows of an older ledger in the order in which they were written', async () => {
  const sqlite = new DatabaseSync(':memory:');
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(() => sqlite) });
  await edits(sqliteEngine).up(db);
  await ledger(sqliteEngine).up(db);
  const edit = anEdit('failed');
  await db
    .insertInto('edits')
    .values({ id: edit.id, ...columnsOf(edit, 1) })
    .execute();
  sqlite.exec(`insert into ledger
    (seq, hold_id, edit_id, kind, amount, held_change, posted_change, scope, period, actor, why, at)
    values (3, 'h1', '${edit.id}', 'hold', 5, 5, 0, 's', 'p', 'a', 'w', 1),
           (7, 'h1', '${edit.id}', 'post', 4, -5, 4, 's', 'p', 'a', 'w', 2)`);

  await money(sqliteEngine).up(db);

  const rows = (await db.selectFrom('ledger').selectAll().orderBy('seq').execute()).map(ledgerRowOf);
  expect(rows.map(({ seq, kind, amount }) => [seq, kind, amount])).toEqual([
    [1, 'hold', 5],
    [2, 'post', 4],
  ]);
  expect(rows[0]?.before).toBe(GENESIS);
  expect(rows[1]?.before).toBe(rows[0]?.hash);
  expect(rows.map((each) => hashOf(each))).toEqual(rows.map(({ hash }) => hash));
  await db.destroy();
});
