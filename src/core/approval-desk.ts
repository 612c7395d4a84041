import type { Clock } from './clock.ts';
import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Press } from './edit/ask.ts';
import type { Edit, EditIn, Place } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import type { Budget } from './money/budget.ts';
import type { Policy } from './money/policy.ts';
import type { Store } from './store/store.ts';
import { approvalNotes } from './views/approval-wording.ts';
import type { Line } from './views/message.ts';

interface Parts {
  store: Store;
  clock: Clock;
  budget: Budget;
  policy: Policy;
  /** Whether the platform says that this person may approve here now. */
  mayApprove(place: Place, person: string): Promise<boolean>;
  changed(edit: Edit): void;
}

export type ApprovalAction = 'approve' | 'exception' | 'decline';

/** Longer reasons are cut: they stand in a card. */
const REASON_LENGTH = 300;

/** Decides on quotes. The first decision that counts stands; anyone else gets a note of their own. */
export class ApprovalDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async press(edit: Edit, press: Press, action: ApprovalAction): Promise<PressAnswer> {
    const { policy, mayApprove } = this.#parts;
    if (edit.state !== 'awaiting_approval') return note(approvalNotes.decidedAlready(edit));
    if (edit.person === press.person && !policy.selfApproval) return note(approvalNotes.ownRequest());
    if (!(await mayApprove(edit.place, press.person))) return note(approvalNotes.notAnApprover());
    const reason = press.reason?.trim().slice(0, REASON_LENGTH) ?? '';
    if (action !== 'approve' && reason === '') return approvalNotes.reasonFor(action, edit.id);
    return this.#decide(edit, press.person, action, reason);
  }

  async #decide(
    edit: EditIn<'awaiting_approval'>,
    person: string,
    action: ApprovalAction,
    reason: string,
  ): Promise<PressAnswer> {
    const { clock, budget } = this.#parts;
    const eventFor = (now: Edit) =>
      isOpen(now, clock.now()) ? this.#event(now, person, action, reason) : null;
    // An exception breaks the caps on purpose; what it spends is booked in them all the same.
    const caps = action === 'exception' ? [] : budget.capsOn(edit.place, clock.now());
    const decided = await decide(edit, person, eventFor, caps, this.#parts);
    switch (decided.kind) {
      case 'done':
        return { kind: 'done' };
      case 'over_cap':
        this.#parts.changed(edit);
        return note(approvalNotes.noRoom(budget.nameOf(decided.cap)));
      case 'too_late':
        return note(approvalNotes.decidedAlready(decided.edit, person));
      case 'busy':
        return note(approvalNotes.busy());
    }
  }

  #event(edit: Edit, by: string, action: ApprovalAction, reason: string): EditEvent | null {
    if (edit.state !== 'awaiting_approval') return null;
    if (action === 'decline') return { type: 'declined', by, why: reason };
    const { budget, clock } = this.#parts;
    const hold = budget.holdFor(edit.place, edit.quote.amount, clock.now());
    return { type: 'approved', by, exception: action === 'exception' ? reason : null, hold };
  }
}

function isOpen(edit: Edit, now: number): boolean {
  return edit.state === 'awaiting_approval' && now < edit.approval.expiresAt;
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
