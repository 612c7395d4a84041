import type { Insertable, Kysely, Selectable } from 'kysely';
import { RecutError } from '../errors.ts';
import { roomLeft } from '../money/balance.ts';
import type { Balance, Cap, Hold, LedgerMove } from '../money/ledger.ts';
import { balanceOf } from './ledger-queries.ts';
import type { Commit } from './store.ts';
import type { LedgerTable, Tables } from './tables.ts';

type Row = Selectable<LedgerTable>;
type NewRow = Insertable<LedgerTable>;

/**
 * Writes the rows of one move. Resolves with the first cap that a hold breaks; the caller then takes everything back.
 * @throws RecutError `hold_uncovered`, `hold_repeated`, `no_hold`, `already_settled` or `overcharged`: the step that
 * asks for this is wrong, and would be wrong again.
 */
export async function enter(
  db: Kysely<Tables>,
  move: LedgerMove,
  step: Commit,
): Promise<{ cap: Cap; balance: Balance } | null> {
  if (move.kind === 'hold') return place(db, move, step);
  await settle(db, move, step);
  return null;
}

async function place(
  db: Kysely<Tables>,
  { hold, of }: Extract<LedgerMove, { kind: 'hold' }>,
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
  const rows = hold.accounts.map(
    ({ scope, period }): NewRow => ({
      ...entryOf(step),
      edit_id: of ?? step.to.id,
      hold_id: hold.id,
      kind: 'hold',
      scope,
      period,
      amount: hold.amount,
      held_change: hold.amount,
      posted_change: 0,
      why: step.event.type,
    }),
  );
  await db.insertInto('ledger').values(rows).execute();
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
async function settle(
  db: Kysely<Tables>,
  move: Exclude<LedgerMove, { kind: 'hold' }>,
  step: Commit,
): Promise<void> {
  const { id } = move.hold;
  const rows = await rowsOf(db, id);
  const open = rows.filter((row) => row.kind === 'hold' && row.edit_id === step.to.id);
  if (open.length === 0) throw new RecutError('no_hold', `Edit ${step.to.id} has no hold ${id}`);
  if (rows.some((row) => row.kind !== 'hold'))
    throw new RecutError('already_settled', `Hold ${id} is settled`);
  await db
    .insertInto('ledger')
    .values(open.map((row) => closing(row, move, step)))
    .execute();
}

function closing(row: Row, move: Exclude<LedgerMove, { kind: 'hold' }>, step: Commit): NewRow {
  const posted = move.kind === 'post' ? move.amount : 0;
  if (posted > row.amount) {
    throw new RecutError('overcharged', `Hold ${row.hold_id} is for ${row.amount}, not for ${posted}`);
  }
  return {
    ...entryOf(step),
    hold_id: row.hold_id,
    kind: move.kind,
    scope: row.scope,
    period: row.period,
    amount: move.kind === 'post' ? move.amount : row.amount,
    held_change: -row.amount,
    posted_change: posted,
    why: move.kind === 'void' ? move.why : step.event.type,
  };
}

function entryOf({ to, actor, at }: Commit) {
  return { edit_id: to.id, actor, at };
}

function rowsOf(db: Kysely<Tables>, holdId: string): Promise<Row[]> {
  return db.selectFrom('ledger').selectAll().where('hold_id', '=', holdId).orderBy('seq').execute();
}
