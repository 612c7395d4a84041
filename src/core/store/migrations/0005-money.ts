import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** What each team has set about its money: a row is a version, and the record of the change that made it. */
export function money(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('settings')
        .addColumn('platform', engine.text, (column) => column.notNull())
        .addColumn('team', engine.text, (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', engine.text, (column) => column.notNull())
        .addColumn('what', engine.text, (column) => column.notNull())
        .addColumn('before', engine.text, (column) => column.notNull())
        .addColumn('after', engine.text, (column) => column.notNull())
        .addPrimaryKeyConstraint('settings_pk', ['platform', 'team', 'version'])
        .execute();
      await engine.makeAppendOnly(db, 'settings');
    },
  };
}
