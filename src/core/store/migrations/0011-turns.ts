import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** What one process at a time may do, and which one that is. */
export function turns(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('turns')
        .addColumn('name', engine.text, (column) => column.primaryKey())
        .addColumn('holder', engine.text, (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
