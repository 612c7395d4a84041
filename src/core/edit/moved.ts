import type { Millis } from '../clock.ts';
import type { LedgerMove } from '../money/ledger.ts';
import { type Edit, type EditIn, type EditState, isHeld, type Step } from './edit.ts';
import type { Ended } from './ended.ts';
import type { Reason } from './reason.ts';

/** An edit moved one step on, with what this asks of the ledger. Made durable together or not at all. */
export interface Moved {
  edit: Edit;
  ledger: readonly LedgerMove[];
  /** Edits that begin with this step: the parts of a clip, or the one that goes on for this one. */
  parts?: readonly Edit[];
}

/** The edit as it enters a new state: due at once, with a clean slate. */
export function next<E extends Edit>(edit: E, now: Millis): E {
  return { ...edit, since: now, tries: 0, dueAt: now };
}

/** Ends an edit without a take; `settling` is what becomes of what is held for it, which is given back unless told. */
export function end(
  edit: Edit,
  state: 'refused' | 'failed' | 'expired',
  reason: Reason,
  now: Millis,
  settling?: readonly LedgerMove[],
): Moved {
  const { id, version, place, person, wish, source, images, partOf, letDownBy, choice, askedAt } = edit;
  const base = {
    id,
    version,
    place,
    person,
    wish,
    source,
    images,
    ...(partOf ? { partOf } : {}),
    ...(letDownBy ? { letDownBy } : {}),
    ...(choice ? { choice } : {}),
    askedAt,
    since: now,
    tries: 0,
    dueAt: null,
  };
  const ended: Ended = {
    reason,
    at: stepOf(edit),
    clip: 'clip' in edit ? edit.clip : null,
    quote: 'quote' in edit ? edit.quote : null,
    approval: 'approval' in edit ? edit.approval : null,
    ...('doubt' in edit && edit.doubt ? { doubt: edit.doubt } : {}),
    ...('prediction' in edit && edit.prediction ? { prediction: edit.prediction } : {}),
  };
  const ledger = isHeld(edit)
    ? (settling ?? [{ kind: 'void', hold: edit.hold, why: reason.code } as const])
    : [];
  return moved({ ...base, ...ended, state } as EditIn<'refused' | 'failed' | 'expired'>, ...ledger);
}

export function moved(edit: Edit, ...ledger: LedgerMove[]): Moved {
  return { edit: { ...edit, version: edit.version + 1 }, ledger };
}

const STEP_OF: Record<EditState, Step> = {
  requested: 'fetch',
  checking: 'check',
  choosing: 'check',
  quoted: 'quote',
  awaiting_approval: 'approval',
  approved: 'upload',
  preparing: 'upload',
  submitting: 'edit',
  unresolved: 'edit',
  running: 'edit',
  fetching: 'download',
  assembling: 'edit',
  delivering: 'deliver',
  delivered: 'deliver',
  refused: 'check',
  failed: 'edit',
  cancelled: 'check',
  declined: 'approval',
  expired: 'quote',
};

/** The step that an edit is at, or at which it ended. */
export function stepOf(edit: Edit): Step {
  return 'reason' in edit ? edit.at : STEP_OF[edit.state];
}
