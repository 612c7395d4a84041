import type { Balance, Cap, LedgerRow } from '../../../src/core/money/ledger.ts';
import { add, micros, subtract, ZERO } from '../../../src/core/money/micros.ts';

/**
 * Goes through the rows of one account as an auditor would, knowing nothing of how the store sums them up.
 * Throws when a hold was let in over the cap, was placed or settled twice, or was charged above its amount.
 */
export function goThrough(rows: readonly LedgerRow[], cap: Cap): Balance {
  const open = new Map<string, LedgerRow>();
  const seen = new Set<string>();
  let balance: Balance = { held: ZERO, posted: ZERO };
  let last = 0;
  for (const row of rows) {
    if (row.seq <= last) throw new Error(`Row ${row.seq} comes after row ${last}`);
    last = row.seq;
    if (row.kind === 'hold') {
      if (seen.has(row.holdId)) throw new Error(`${row.holdId} was placed twice`);
      seen.add(row.holdId);
      open.set(row.holdId, row);
      balance = { ...balance, held: add(balance.held, row.amount) };
      if (balance.held + balance.posted > cap.limit) throw new Error(`${row.holdId} was let in over the cap`);
      continue;
    }
    if (row.kind === 'adjust' || row.kind === 'overrun') {
      if (!seen.has(row.holdId) || open.has(row.holdId)) throw new Error(`${row.holdId} was not settled`);
      balance = { ...balance, posted: add(balance.posted, row.amount) };
      continue;
    }
    const hold = open.get(row.holdId);
    if (!hold) throw new Error(`${row.holdId} was settled without an open hold`);
    open.delete(row.holdId);
    if (row.editId !== hold.editId) throw new Error(`${row.holdId} was settled by another edit`);
    if (row.amount > hold.amount) throw new Error(`${row.holdId} was charged above its amount`);
    const charged = row.kind === 'post' ? row.amount : ZERO;
    balance = { held: subtract(balance.held, hold.amount), posted: add(balance.posted, charged) };
  }
  return { held: micros(balance.held), posted: micros(balance.posted) };
}
