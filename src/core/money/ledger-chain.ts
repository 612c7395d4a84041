import { createHash } from 'node:crypto';
import type { LedgerRow } from './ledger.ts';

/** What the first row of a ledger carries as the hash of the row before it. */
export const GENESIS = '0'.repeat(64);

/** A row before it has its place in the chain. */
export type Entry = Omit<LedgerRow, 'seq' | 'before' | 'hash'>;

/** Rows in the order in which they are to stand behind the row `last`; null begins the chain. */
export function chain(entries: readonly Entry[], last: Pick<LedgerRow, 'seq' | 'hash'> | null): LedgerRow[] {
  const rows: LedgerRow[] = [];
  let { seq, hash } = last ?? { seq: 0, hash: GENESIS };
  for (const entry of entries) {
    const before = hash;
    seq += 1;
    hash = hashOf({ ...entry, seq, before });
    rows.push({ ...entry, seq, before, hash });
  }
  return rows;
}

/**
 * SHA-256, in lower-case hex, of everything that a row says and of the hash before it: a JSON array in UTF-8, in the order
 * below. Whoever changes, adds or removes a row would have to make every later row anew.
 */
export function hashOf(row: Omit<LedgerRow, 'hash'>): string {
  const { seq, before, holdId, editId, kind, scope, period, amount, heldChange, postedChange } = row;
  const said = [seq, before, holdId, editId, kind, scope, period, amount, heldChange, postedChange];
  return createHash('sha256')
    .update(JSON.stringify([...said, row.actor, row.why, row.at]))
    .digest('hex');
}
