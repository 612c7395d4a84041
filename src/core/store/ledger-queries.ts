import type { Kysely } from 'kysely';
import type { Account, Balance, LedgerRow } from '../money/ledger.ts';
import { micros } from '../money/micros.ts';
import { ledgerRowOf } from './ledger-rows.ts';
import type { LedgerFilter } from './store.ts';
import type { Tables } from './tables.ts';

/** The sums of one account's rows. */
export async function balanceOf(db: Kysely<Tables>, { scope, period }: Account): Promise<Balance> {
  const sums = await db
    .selectFrom('ledger')
    .select(({ fn }) => [
      fn.sum<number>('held_change').as('held'),
      fn.sum<number>('posted_change').as('posted'),
    ])
    .where('scope', '=', scope)
    .where('period', '=', period)
    .executeTakeFirstOrThrow();
  return { held: micros(sums.held ?? 0), posted: micros(sums.posted ?? 0) };
}

/** In the order they were written. */
export async function ledgerRows(
  db: Kysely<Tables>,
  { editId, account, after, limit }: LedgerFilter,
): Promise<LedgerRow[]> {
  let query = db.selectFrom('ledger').selectAll();
  if (editId !== undefined) query = query.where('edit_id', '=', editId);
  if (account) query = query.where('scope', '=', account.scope).where('period', '=', account.period);
  if (after !== undefined) query = query.where('seq', '>', after);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.orderBy('seq').execute()).map(ledgerRowOf);
}
