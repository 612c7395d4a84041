import type { Kysely } from 'kysely';
import { failpoint } from '#failpoint';
import type { Edit } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Balance, Cap, LedgerMove } from '../money/ledger.ts';
import { micros, subtract } from '../money/micros.ts';
import { raiseAlerts } from './alerts.ts';
import { writeAudit } from './auditing.ts';
import type { Database } from './database.ts';
import { columnsOf } from './edit-row.ts';
import { enter } from './ledger-entries.ts';
import { submittedSince } from './pace.ts';
import { claimPrediction } from './predictions.ts';
import { runningBeside } from './running.ts';
import { settingsVersion } from './settings.ts';
import { slotsTaken } from './slots.ts';
import type { Commit, CommitResult } from './store.ts';
import type { AuditTable, Tables } from './tables.ts';

/**
 * Makes one step durable: the edit, its ledger rows and its audit row, or nothing.
 * The edit's lease stays as it is: the worker goes on under it, and its `release` ends it.
 */
export async function commit(database: Database, step: Commit): Promise<CommitResult> {
  if (step.to.id !== step.from.id || step.to.version !== step.from.version + 1) {
    throw new RecutError(
      'not_the_next_version',
      `Edit ${step.from.id} must be moved on by exactly one version`,
    );
  }
  failpoint('commit.before', step.event.type);
  const change = async (db: Kysely<Tables>, undo: (result: CommitResult) => never): Promise<CommitResult> => {
    if (step.once !== undefined && !(await isFirst(db, step.once, step))) return undo({ kind: 'duplicate' });
    if (!(await moveOn(db, step))) return undo({ kind: 'stale' });
    failpoint('commit.within', step.event.type);
    const { slot, rules } = step;
    if (rules !== undefined && (await settingsVersion(db, step.to.place)) !== rules)
      return undo({ kind: 'rules_changed' });
    for (const part of step.parts ?? []) await beginPart(db, part, step);
    if (slot && (await slotsTaken(db, slot.provider, step.to.id)) >= slot.limit)
      return undo({ kind: 'no_slot' });
    const { pace } = step;
    if (pace && (await submittedSince(db, pace.provider, pace.since)) >= pace.limit)
      return undo({ kind: 'no_slot' });
    const by = await claimPrediction(db, step);
    if (by !== null) return undo({ kind: 'taken', by });
    if (await isCrowded(db, step)) return undo({ kind: 'no_slot' });
    for (const [index, move] of step.ledger.entries()) {
      const broken = await enter(db, move, step);
      if (broken) return undo({ kind: 'over_cap', ...asBefore(broken, step.ledger.slice(0, index)) });
    }
    if (step.ledger.some(({ kind }) => kind === 'hold')) await raiseAlerts(db, step);
    await writeAudit(db, auditRowOf(step));
    return { kind: 'committed' };
  };
  const alone = step.ledger.length > 0 ? 'ledger' : undefined;
  const result = await database.transaction(change, { alone });
  failpoint('commit.after', step.event.type);
  return result;
}

/** A cap that a step breaks, with what was in it before the holds of the same step, which are taken back. */
function asBefore({ cap, balance }: { cap: Cap; balance: Balance }, entered: readonly LedgerMove[]) {
  const own = entered.reduce((sum, move) => sum + (move.kind === 'hold' ? move.hold.amount : 0), 0);
  return { cap, balance: { ...balance, held: subtract(balance.held, micros(own)) } };
}

/** Notes the name of what happened among those of all events; false when it stands there already. */
async function isFirst(db: Kysely<Tables>, key: string, { to, at }: Commit): Promise<boolean> {
  const noted = await db
    .insertInto('events')
    .values({ key, edit_id: to.id, at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (noted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether as many edits run already as the person or the team may have running. */
async function isCrowded(db: Kysely<Tables>, { running, to }: Commit): Promise<boolean> {
  for (const whose of ['person', 'team'] as const) {
    const limit = running?.[whose] ?? null;
    if (limit !== null && (await runningBeside(db, to, whose)) >= limit) return true;
  }
  return false;
}

/** False when somebody else moved the edit first. */
async function moveOn(db: Kysely<Tables>, { from, to, at }: Commit): Promise<boolean> {
  const moved = await db
    .updateTable('edits')
    .set(columnsOf(to, at))
    .set((eb) => ({ thread: eb.fn.coalesce('thread', eb.val(to.place.thread)) }))
    .where('id', '=', from.id)
    .where('version', '=', from.version)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

async function beginPart(db: Kysely<Tables>, part: Edit, { event, actor, at }: Commit): Promise<void> {
  await db
    .insertInto('edits')
    .values({ id: part.id, thread: part.place.thread, ...columnsOf(part, at) })
    .execute();
  await writeAudit(db, {
    edit_id: part.id,
    version: part.version,
    at,
    actor,
    event: event.type,
    from_state: null,
    to_state: part.state,
  });
}

function auditRowOf({ from, to, event, actor, at }: Commit): AuditTable {
  return {
    edit_id: to.id,
    version: to.version,
    at,
    actor,
    event: event.type,
    from_state: from.state,
    to_state: to.state,
  };
}
