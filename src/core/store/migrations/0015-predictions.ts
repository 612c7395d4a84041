import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';
import { predictionIn } from '../predictions.ts';
import type { Tables } from '../tables.ts';

const PAGE = 500;

/** Whose a prediction is: one edit's, whatever happens at once. Those that edits have already are written down. */
export function predictions(engine: Engine): Migration {
  return {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable('predictions')
        .addColumn('provider', engine.text, (column) => column.notNull())
        .addColumn('id', engine.text, (column) => column.notNull())
        .addColumn('edit_id', engine.text, (column) => column.notNull())
        .addPrimaryKeyConstraint('predictions_key', ['provider', 'id'])
        .execute();
      for (let after: string | null = ''; after !== null; ) after = await copyPage(db, after);
    },
  };
}

async function copyPage(db: Kysely<Tables>, after: string): Promise<string | null> {
  const rows = await db
    .selectFrom('edits')
    .select(['id', 'provider', 'body'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  for (const { id: edit_id, provider, body } of rows) {
    const id = predictionIn(body);
    if (id === null) continue;
    await db
      .insertInto('predictions')
      .values({ provider, id, edit_id })
      .onConflict((conflict) => conflict.columns(['provider', 'id']).doNothing())
      .execute();
  }
  return rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
}
