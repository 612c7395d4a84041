import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** Providers whose funds run out, and of which teams have been told. */
export function lowBalances(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('low_balances')
        .addColumn('provider', engine.text, (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  };
}
