import { setTimeout as sleep } from 'node:timers/promises';
import { type Edit, hasEnded } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import type { Reason } from '../edit/reason.ts';
import { transition } from '../edit/transition.ts';
import { RecutError } from '../errors.ts';
import { roomLeft } from '../money/balance.ts';
import { capsOn, periodOf, scopeOf, watched } from '../money/budget.ts';
import { ZERO } from '../money/micros.ts';
import type { Rules } from '../money/rules.ts';
import type { Commit, CommitResult } from '../store/store.ts';
import { askFor } from './asking.ts';
import { type Kit, paceFor, placesFor } from './kit.ts';

/** How often an event is applied anew to an edit that others keep moving. */
const TRIES = 20;
const STORE_RETRY_MS = 500;

export type Advanced =
  | { kind: 'moved'; edit: Edit }
  /** The event does not apply to what the edit has become. */
  | { kind: 'dropped' }
  | { kind: 'no_slot' }
  /** It was decided by rules that the team has changed since. Nothing was written. */
  | { kind: 'rules_changed' };

/**
 * Makes an event durable: decides the move, commits it, and on losing a race decides anew on the edit as it then is.
 * What a provider has told must not be lost to a database that is away for a moment, so it is tried until `signal`.
 */
export async function advance(
  edit: Edit,
  event: EditEvent,
  kit: Kit,
  signal: AbortSignal,
  rules: Rules | null = null,
): Promise<Advanced> {
  let current = edit;
  let happening = event;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const at = kit.clock.now();
    const moved = transition(current, happening, at);
    if (!moved) return { kind: 'dropped' };
    const guards = guardsOf(current, happening, kit, rules);
    const commit: Commit = {
      from: current,
      to: moved.edit,
      event: happening,
      actor: 'recut',
      at,
      ledger: moved.ledger,
      ...(moved.parts ? { parts: moved.parts } : {}),
      ...guards,
    };
    const result = await commitSurely(commit, kit, signal);
    if (result.kind === 'committed') return { kind: 'moved', edit: moved.edit };
    if (result.kind === 'no_slot' || result.kind === 'rules_changed') return { kind: result.kind };
    // What was equal to it in everything was found under the id that this one was given: one of the two is still to be found.
    if (result.kind === 'taken') {
      if (happening.type !== 'accepted' || current.state !== 'submitting') return { kind: 'dropped' };
      happening = { type: 'ambiguous' };
    }
    if (result.kind === 'over_cap') happening = await withoutRoom(result, current, kit, rules, signal);
    const fresh = await kit.store.read(current.id);
    if (!fresh || hasEnded(fresh)) return { kind: 'dropped' };
    current = fresh;
  }
  throw new RecutError('edit_contended', `edit ${edit.id} kept moving`, { retryable: true });
}

/** What must hold in the same transaction for this event to be allowed. */
function guardsOf(
  edit: Edit,
  event: EditEvent,
  kit: Kit,
  rules: Rules | null,
): Pick<Commit, 'caps' | 'slot' | 'pace' | 'running' | 'rules' | 'watch'> {
  const caps = rules && event.type === 'admitted' ? capsOn(rules, edit, kit.clock.now()) : [];
  const fence = rules ? { rules: rules.version, watch: watched(caps, rules) } : {};
  if (event.type === 'attempt_started') {
    const pace = paceFor(edit, kit);
    return { caps, ...fence, ...(pace ? { pace } : {}) };
  }
  if (event.type !== 'slot_taken') return { caps, ...fence };
  return { caps, ...fence, slot: placesFor(edit, kit), ...(rules ? { running: rules.maxRunning } : {}) };
}

/** No cap is broken without a decision: it is asked for where the policy allows asking, and refused elsewhere. */
async function withoutRoom(
  result: CommitResult & { kind: 'over_cap' },
  edit: Edit,
  kit: Kit,
  rules: Rules | null,
  signal: AbortSignal,
): Promise<EditEvent> {
  if (edit.state !== 'quoted' || !rules)
    throw new RecutError('hold_misplaced', `edit ${edit.id} may not hold money now`);
  if (rules.overCap === 'ask') return askFor('cap', edit, rules, kit, signal);
  const { cap, balance } = result;
  const left = roomLeft(cap, balance);
  const reason: Reason = {
    code: 'over_cap',
    price: edit.quote.amount,
    cap: cap.limit,
    left: left > 0 ? left : ZERO,
    period: periodOf(cap),
    whose: scopeOf(cap),
  };
  return { type: 'refused', reason };
}

async function commitSurely(commit: Commit, kit: Kit, signal: AbortSignal): Promise<CommitResult> {
  for (;;) {
    try {
      return await kit.store.commit(commit);
    } catch (error) {
      const passes = error instanceof RecutError && error.code === 'store_unavailable';
      if (!passes || signal.aborted) throw error;
      kit.logger.error(
        { edit: commit.from.id, event: commit.event.type, err: error },
        'the store is away; trying again',
      );
      await sleep(STORE_RETRY_MS, undefined, { signal });
    }
  }
}
