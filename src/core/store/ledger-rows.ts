import type { Kysely, Selectable } from 'kysely';
import type { LedgerRow } from '../money/ledger.ts';
import { chain, type Entry } from '../money/ledger-chain.ts';
import { micros } from '../money/micros.ts';
import type { LedgerTable, Tables } from './tables.ts';

export function ledgerTableRow(row: LedgerRow): LedgerTable {
  const { holdId, editId, heldChange, postedChange, ...rest } = row;
  return {
    ...rest,
    hold_id: holdId,
    edit_id: editId,
    held_change: heldChange,
    posted_change: postedChange,
  };
}

export function ledgerRowOf(row: Selectable<LedgerTable>): LedgerRow {
  const { hold_id, edit_id, amount, held_change, posted_change, ...rest } = row;
  return {
    ...rest,
    holdId: hold_id,
    editId: edit_id,
    amount: micros(amount),
    heldChange: micros(held_change),
    postedChange: micros(posted_change),
  };
}

/** Writes rows behind the last one. Only under the ledger's lock, so that no other row takes the place. */
export async function append(db: Kysely<Tables>, entries: readonly Entry[]): Promise<void> {
  const last = await db
    .selectFrom('ledger')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .insertInto('ledger')
    .values(chain(entries, last ?? null).map(ledgerTableRow))
    .execute();
}
