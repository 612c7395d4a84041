import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** The ledger. Its rules stand in the database too, so that no code path can break them. */
export function ledger(engine: Engine): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('ledger')
        .addColumn('seq', engine.counter.type, engine.counter.rules)
        .addColumn('hold_id', engine.text, (column) => column.notNull())
        .addColumn('edit_id', engine.text, (column) => column.notNull().references('edits.id'))
        .addColumn('kind', engine.text, (column) => column.notNull())
        .addColumn('scope', engine.text, (column) => column.notNull())
        .addColumn('period', engine.text, (column) => column.notNull())
        .addColumn('amount', 'bigint', (column) => column.notNull())
        .addColumn('held_change', 'bigint', (column) => column.notNull())
        .addColumn('posted_change', 'bigint', (column) => column.notNull())
        .addColumn('actor', engine.text, (column) => column.notNull())
        .addColumn('why', engine.text, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addCheckConstraint(
          'ledger_row_adds_up',
          sql`amount >= 0 and (
            (kind = 'hold' and held_change = amount and posted_change = 0) or
            (kind = 'post' and amount <= -held_change and posted_change = amount) or
            (kind = 'void' and held_change = -amount and posted_change = 0))`,
        )
        .execute();

      // A hold is placed once and settled once in each account.
      await sql`create unique index ledger_held_once on ledger (hold_id, scope, period)
        where kind = 'hold'`.execute(db);
      await sql`create unique index ledger_settled_once on ledger (hold_id, scope, period)
        where kind <> 'hold'`.execute(db);
      // Holds all that a balance is summed from.
      await db.schema
        .createIndex('ledger_account')
        .on('ledger')
        .columns(['scope', 'period', 'held_change', 'posted_change'])
        .execute();
      await db.schema.createIndex('ledger_hold').on('ledger').column('hold_id').execute();
      await db.schema.createIndex('ledger_edit').on('ledger').column('edit_id').execute();
      await engine.makeAppendOnly(db, 'ledger');
    },
  };
}
