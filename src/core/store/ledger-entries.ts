import type { Kysely } from 'kysely';
import { RecutError } from '../errors.ts';
import { roomLeft } from '../money/balance.ts';
import type { Balance, Cap, Hold, LedgerMove, LedgerRow } from '../money/ledger.ts';
import type { Entry } from '../money/ledger-chain.ts';
import { add, micros, subtract, ZERO } from '../money/micros.ts';
import { balanceOf } from './ledger-queries.ts';
import { append, ledgerRowOf } from './ledger-rows.ts';
import type { Commit } from './store.ts';
import type { Tables } from './tables.ts';

type Move<K extends LedgerMove['kind']> = Extract<LedgerMove, { kind: K }>;

/**
 * Writes the rows of one move. Resolves with the first cap that a hold breaks; the caller then takes everything back.
 * @throws RecutError `hold_uncovered`, `hold_repeated`, `no_hold`, `already_settled`, `overcharged`, `not_settled` or
 * `overcredited`: the step that asks for this is wrong, and would be wrong again.
 */
export async function enter(
  db: Kysely<Tables>,
  move: LedgerMove,
  step: Commit,
): Promise<{ cap: Cap; balance: Balance } | null> {
  if (move.kind === 'hold') return place(db, move, step);
  const rows = await rowsOf(db, move.hold.id);
  const holds = rows.filter((row) => row.kind === 'hold' && row.editId === step.to.id);
  if (holds.length === 0) throw new RecutError('no_hold', `Edit ${step.to.id} has no hold ${move.hold.id}`);
  const entries =
    move.kind === 'post' || move.kind === 'void'
      ? settling(move, holds, rows, step)
      : correcting(move, holds, rows, step);
  await append(db, entries);
  return null;
}

async function place(
  db: Kysely<Tables>,
  { hold, of }: Move<'hold'>,
  step: Commit,
): Promise<{ cap: Cap; balance: Balance } | null> {
  checkCover(hold, step.caps);
  if ((await rowsOf(db, hold.id)).length > 0) {
    throw new RecutError('hold_repeated', `Hold ${hold.id} was placed before`);
  }
  for (const cap of step.caps) {
    const balance = await balanceOf(db, cap);
    if (hold.amount > roomLeft(cap, balance)) return { cap, balance };
  }
  const entries = hold.accounts.map(
    (account): Entry => ({
      ...entryOf(step, account),
      editId: of ?? step.to.id,
      holdId: hold.id,
      kind: 'hold',
      amount: hold.amount,
      heldChange: hold.amount,
      postedChange: ZERO,
      why: step.event.type,
    }),
  );
  await append(db, entries);
  return null;
}

/** A hold outside every account, or a cap whose account it is not booked in, would never be counted. */
function checkCover(hold: Hold, caps: readonly Cap[]): void {
  const booked = new Set(hold.accounts.map(({ scope, period }) => `${scope} ${period}`));
  const missed = caps.find(({ scope, period }) => !booked.has(`${scope} ${period}`));
  if (booked.size === 0) throw new RecutError('hold_uncovered', `Hold ${hold.id} names no account`);
  if (missed) {
    throw new RecutError(
      'hold_uncovered',
      `Hold ${hold.id} is not booked in ${missed.scope} ${missed.period}`,
    );
  }
}

/** Closes the hold in every account it was booked in, whatever the move says of its accounts. */
function settling(
  move: Move<'post' | 'void'>,
  holds: readonly LedgerRow[],
  rows: readonly LedgerRow[],
  step: Commit,
): Entry[] {
  if (isSettled(rows)) throw new RecutError('already_settled', `Hold ${move.hold.id} is settled`);
  return holds.map((row) => {
    const charged = move.kind === 'post' ? move.amount : ZERO;
    if (charged > row.amount) {
      throw new RecutError('overcharged', `Hold ${row.holdId} is for ${row.amount}, not for ${charged}`);
    }
    return {
      ...entryOf(step, row),
      holdId: row.holdId,
      kind: move.kind,
      amount: move.kind === 'post' ? move.amount : row.amount,
      heldChange: subtract(ZERO, row.amount),
      postedChange: charged,
      why: move.kind === 'void' ? move.why : step.event.type,
    };
  });
}

/** Changes what was charged for a settled hold, in every account it was booked in, in the periods of the hold. */
function correcting(
  move: Move<'overrun' | 'adjust'>,
  holds: readonly LedgerRow[],
  rows: readonly LedgerRow[],
  step: Commit,
): Entry[] {
  if (!isSettled(rows)) throw new RecutError('not_settled', `Hold ${move.hold.id} is still open`);
  return holds.map((row) => {
    const inAccount = rows.filter(({ scope, period }) => scope === row.scope && period === row.period);
    const charged = add(move.amount, ...inAccount.map(({ postedChange }) => postedChange));
    if (charged < 0)
      throw new RecutError('overcredited', `Hold ${row.holdId} was charged less than ${-move.amount}`);
    return {
      ...entryOf(step, row),
      holdId: row.holdId,
      kind: move.kind,
      amount: move.amount,
      heldChange: ZERO,
      postedChange: micros(move.amount),
      why: move.why,
    };
  });
}

function isSettled(rows: readonly LedgerRow[]): boolean {
  return rows.some(({ kind }) => kind === 'post' || kind === 'void');
}

function entryOf({ to, actor, at }: Commit, { scope, period }: { scope: string; period: string }) {
  return { editId: to.id, actor, at, scope, period };
}

async function rowsOf(db: Kysely<Tables>, holdId: string): Promise<LedgerRow[]> {
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where('hold_id', '=', holdId)
    .orderBy('seq')
    .execute();
  return rows.map(ledgerRowOf);
}
