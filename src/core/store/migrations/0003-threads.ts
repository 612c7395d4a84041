import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** The messages of an edit's thread, and how long providers took. */
export function threads(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('messages')
        .addColumn('edit_id', engine.text, (column) => column.notNull().references('edits.id'))
        .addColumn('slot', engine.text, (column) => column.notNull())
        .addColumn('ref', engine.text)
        .addColumn('hash', engine.text)
        .addPrimaryKeyConstraint('messages_pk', ['edit_id', 'slot'])
        .execute();

      await db.schema
        .createTable('timings')
        .addColumn('seq', engine.counter.type, engine.counter.rules)
        .addColumn('model', engine.text, (column) => column.notNull())
        .addColumn('clip_ms', 'integer', (column) => column.notNull())
        .addColumn('took_ms', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('timings_model').on('timings').columns(['model', 'at']).execute();
    },
  };
}
