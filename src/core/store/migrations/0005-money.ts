import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EditId } from '../../edit/edit.ts';
import type { LedgerRow } from '../../money/ledger.ts';
import { chain } from '../../money/ledger-chain.ts';
import { micros } from '../../money/micros.ts';
import type { Engine } from '../engine.ts';
import { ledgerTableRow } from '../ledger-rows.ts';
import type { LedgerTable } from '../tables.ts';

/**
 * What each team has set about its money, and the ledger as a chain: each row carries the hash of the row before. The
 * rows that are there are chained in the order in which they were written. Processes of the version before cannot write to
 * a chained ledger: the database refuses their rows, and their edits go on in the next process.
 */
export function money(engine: Engine): Migration {
  return {
    async up(db) {
      await makeSettings(db, engine);
      await makeAlerts(db, engine);
      const before = (await db.selectFrom('ledger').selectAll().orderBy('seq').execute()) as Unchained[];
      await db.schema.dropTable('ledger').execute();
      await makeLedger(db, engine);
      const rows = chain(
        before.map((row) => entryOf(row)),
        null,
      ).map(ledgerTableRow);
      for (const row of rows) await db.insertInto('ledger').values(row).execute();
    },
  };
}

/** The migrator's own view of the database: it cannot know which tables there are. */
type Schema = Parameters<Migration['up']>[0];
type Unchained = Omit<LedgerTable, 'before' | 'hash'>;

function entryOf(row: Unchained): Omit<LedgerRow, 'seq' | 'before' | 'hash'> {
  const { kind, scope, period, actor, why, at } = row;
  return {
    holdId: row.hold_id,
    editId: row.edit_id as EditId,
    kind,
    scope,
    period,
    amount: micros(row.amount),
    heldChange: micros(row.held_change),
    postedChange: micros(row.posted_change),
    actor,
    why,
    at,
  };
}

async function makeSettings(db: Schema, engine: Engine): Promise<void> {
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
}

async function makeAlerts(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('scope', engine.text, (column) => column.notNull())
    .addColumn('period', engine.text, (column) => column.notNull())
    .addColumn('percent', 'integer', (column) => column.notNull())
    .addColumn('edit_id', engine.text, (column) => column.notNull().references('edits.id'))
    .addColumn('used', 'bigint', (column) => column.notNull())
    .addColumn('cap', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('alerts_pk', ['scope', 'period', 'percent'])
    .execute();
  await db.schema.createIndex('alerts_edit').on('alerts').column('edit_id').execute();
}

async function makeLedger(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .createTable('ledger')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('before', engine.text, (column) => column.notNull())
    .addColumn('hash', engine.text, (column) => column.notNull().unique())
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
      sql`(amount >= 0 or kind = 'adjust') and (
        (kind = 'hold' and held_change = amount and posted_change = 0) or
        (kind = 'post' and amount <= -held_change and posted_change = amount) or
        (kind = 'void' and held_change = -amount and posted_change = 0) or
        (kind in ('overrun', 'adjust') and held_change = 0 and posted_change = amount))`,
    )
    .execute();

  // A hold is placed once and settled once in each account.
  await sql`create unique index ledger_held_once on ledger (hold_id, scope, period)
    where kind = 'hold'`.execute(db);
  await sql`create unique index ledger_settled_once on ledger (hold_id, scope, period)
    where kind in ('post', 'void')`.execute(db);
  await sql`create unique index ledger_overrun_once on ledger (hold_id, scope, period)
    where kind = 'overrun'`.execute(db);
  // Holds all that a balance is summed from.
  await db.schema
    .createIndex('ledger_account')
    .on('ledger')
    .columns(['scope', 'period', 'held_change', 'posted_change'])
    .execute();
  await db.schema.createIndex('ledger_hold').on('ledger').column('hold_id').execute();
  await db.schema.createIndex('ledger_edit').on('ledger').column('edit_id').execute();
  await engine.makeAppendOnly(db, 'ledger');
}
