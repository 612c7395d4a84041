import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What keyv keeps. */
export function keyValues(): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('kv')
        .addColumn('ns', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('expires', 'bigint')
        .addPrimaryKeyConstraint('kv_pk', ['ns', 'key'])
        .execute();
      await sql`create index kv_expires on kv (expires) where expires is not null`.execute(db);
    },
  };
}
