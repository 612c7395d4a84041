import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** Edits, the events that asked for them, and what happened to them. */
export function edits(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('edits')
        .addColumn('id', engine.text, (column) => column.primaryKey())
        .addColumn('state', engine.text, (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('platform', engine.text, (column) => column.notNull())
        .addColumn('team', engine.text, (column) => column.notNull())
        .addColumn('channel', engine.text, (column) => column.notNull())
        .addColumn('thread', engine.text)
        .addColumn('person', engine.text, (column) => column.notNull())
        .addColumn('model', engine.text, (column) => column.notNull())
        .addColumn('provider', engine.text, (column) => column.notNull())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('due_at', 'bigint')
        .addColumn('lease_owner', engine.text)
        .addColumn('lease_until', 'bigint')
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('projected_version', 'integer', (column) => column.notNull().defaultTo(-1))
        .addColumn('body', engine.text, (column) => column.notNull())
        .execute();

      // Few edits are due or changed at any time: these stay small however many have ended.
      await sql`create index edits_due on edits (due_at, id) where due_at is not null`.execute(db);
      await sql`create index edits_live on edits (platform, id) where due_at is not null`.execute(db);
      await sql`create index edits_unprojected on edits (platform, changed_at, id)
        where projected_version < version`.execute(db);
      await db.schema
        .createIndex('edits_thread')
        .on('edits')
        .columns(['platform', 'team', 'channel', 'thread'])
        .execute();
      await db.schema
        .createIndex('edits_state')
        .on('edits')
        .columns(['state', 'provider', 'since'])
        .execute();

      await db.schema
        .createTable('events')
        .addColumn('key', engine.text, (column) => column.primaryKey())
        .addColumn('edit_id', engine.text, (column) => column.notNull().references('edits.id'))
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();

      await db.schema
        .createTable('audit')
        .addColumn('edit_id', engine.text, (column) => column.notNull().references('edits.id'))
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', engine.text, (column) => column.notNull())
        .addColumn('event', engine.text, (column) => column.notNull())
        .addColumn('from_state', engine.text)
        .addColumn('to_state', engine.text, (column) => column.notNull())
        .addPrimaryKeyConstraint('audit_pk', ['edit_id', 'version'])
        .execute();
      await engine.makeAppendOnly(db, 'audit');
    },
  };
}
