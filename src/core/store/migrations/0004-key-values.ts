import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** What keyv keeps. */
export function keyValues(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('kv')
        .addColumn('ns', engine.text, (column) => column.notNull())
        .addColumn('key', engine.text, (column) => column.notNull())
        .addColumn('value', engine.text, (column) => column.notNull())
        .addColumn('expires', 'bigint')
        .addPrimaryKeyConstraint('kv_pk', ['ns', 'key'])
        .execute();
      await sql`create index kv_expires on kv (expires) where expires is not null`.execute(db);
    },
  };
}
