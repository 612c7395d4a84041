import type { Millis } from '../clock.ts';
import type { EditIn } from './edit.ts';
import type { EditEvent } from './event.ts';
import { end, type Moved, moved, next } from './moved.ts';
import { begin } from './whole.ts';

/** The moves of an edit that approvers were asked about: a part of the transition function. */
export function fromAwaitingApproval(
  edit: EditIn<'awaiting_approval'>,
  event: EditEvent,
  now: Millis,
): Moved | null {
  switch (event.type) {
    case 'approved':
      return approve(edit, event, now);
    case 'declined':
      return decline(edit, event, now);
    case 'approval_expired': {
      const { length: agreed } = edit.approval.decisions;
      return end(edit, 'expired', { code: 'approval_expired', ...(agreed > 0 ? { agreed } : {}) }, now);
    }
    case 'reminded': {
      const { approval } = edit;
      if (approval.remindedAt !== undefined) return null;
      return moved({ ...edit, approval: { ...approval, remindedAt: now }, dueAt: approval.expiresAt });
    }
    case 'requoted':
      // Whoever agreed, agreed to another price.
      return moved({
        ...next(edit, now),
        ...(event.parts ? { parts: event.parts } : {}),
        state: 'quoted',
        quote: event.quote,
        approval: null,
        askedBefore: edit.approval.round ?? 1,
      });
    default:
      return null;
  }
}

/** Every approver counts once; the last one needed places the hold in the same step. */
function approve(
  edit: EditIn<'awaiting_approval'>,
  { by, exception, hold, shorter }: Extract<EditEvent, { type: 'approved' }>,
  now: Millis,
): Moved | null {
  const { approval } = edit;
  if (approval.decisions.some((decision) => decision.by === by)) return null;
  if (shorter) {
    const decision = { by, at: now, exception, shorter: shorter.toMs };
    const decided = { ...approval, needed: 1, decisions: [decision] };
    const cut = { ...edit, quote: shorter.quote, shortenTo: shorter.toMs };
    return begin(cut, hold, decided, now);
  }
  const decided = { ...approval, decisions: [...approval.decisions, { by, at: now, exception }] };
  if (decided.decisions.length < approval.needed) return moved({ ...edit, approval: decided });
  return begin(edit, hold, decided, now);
}

function decline(
  edit: EditIn<'awaiting_approval'>,
  { by, why }: Extract<EditEvent, { type: 'declined' }>,
  now: Millis,
): Moved {
  const { edit: ended, ledger } = end(edit, 'failed', { code: 'declined', why }, now);
  return { edit: { ...(ended as EditIn<'failed'>), state: 'declined', by }, ledger };
}
