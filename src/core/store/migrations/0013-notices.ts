import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** What channels are still to be told. */
export function notices(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('notices')
        .addColumn('id', engine.text, (column) => column.primaryKey())
        .addColumn('platform', engine.text, (column) => column.notNull())
        .addColumn('team', engine.text, (column) => column.notNull())
        .addColumn('channel', engine.text, (column) => column.notNull())
        .addColumn('line', engine.text, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('notices_in_order').on('notices').columns(['platform', 'at']).execute();
    },
  };
}
