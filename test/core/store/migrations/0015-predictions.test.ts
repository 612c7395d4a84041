import { expect, it } from 'vitest';
import { KyselyStore } from '../../../../src/core/store/kysely-store.ts';
import { predictions } from '../../../../src/core/store/migrations/0015-predictions.ts';
import { sqliteEngine } from '../../../../src/core/store/sqlite/engine.ts';
import { accepted } from '../../../conformance/store/steps.ts';
import { simDatabase } from '../../../simulate/sim-database.ts';
import { anEdit } from '../../edit/an-edit.ts';

it('writes down whose the predictions are that edits have already, of many edits and of bodies that cannot be read', async () => {
  const database = await simDatabase(() => 1);
  const store = new KyselyStore(database);
  const prediction = (id: string) => ({ id, submittedAt: 1 });
  const first = await accepted(store, anEdit('running', { prediction: prediction('p_first') }));
  const twin = await accepted(store, anEdit('running', { prediction: prediction('p_first') }));
  for (let count = 0; count < 1_000; count += 1) await accepted(store, anEdit('approved'));
  const fal = { ...first.wish, model: 'fal/kling-o3-pro' };
  const last = await accepted(store, anEdit('running', { wish: fal, prediction: prediction('p_last') }));
  const lost = await accepted(store, anEdit('running', { prediction: prediction('p_lost') }));
  await database.statement(async (db) => {
    await db.updateTable('edits').set({ body: '{' }).where('id', '=', lost.id).execute();
    await db.schema.dropTable('predictions').execute();
    await predictions(sqliteEngine).up(db);
  });
  const owners = await database.statement((db) => db.selectFrom('predictions').selectAll().execute());
  const [of] = [first.id, twin.id].sort();
  expect(owners).toEqual(
    expect.arrayContaining([
      { provider: 'wavespeed', id: 'p_first', edit_id: of },
      { provider: 'fal', id: 'p_last', edit_id: last.id },
    ]),
  );
  expect(owners).toHaveLength(2);
  await store.close();
});
