import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** What teams have saved under a name. */
export function library(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('library')
        .addColumn('id', engine.text, (column) => column.primaryKey())
        .addColumn('platform', engine.text, (column) => column.notNull())
        .addColumn('team', engine.text, (column) => column.notNull())
        .addColumn('key', engine.text, (column) => column.notNull())
        .addColumn('name', engine.text, (column) => column.notNull())
        .addColumn('kind', engine.text, (column) => column.notNull())
        .addColumn('pictures', engine.text, (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addColumn('person', engine.text, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addUniqueConstraint('library_names', ['platform', 'team', 'key'])
        .execute();
    },
  };
}
