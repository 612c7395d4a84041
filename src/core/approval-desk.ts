import type { Clock } from './clock.ts';
import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Press } from './edit/ask.ts';
import type { Edit, EditId, EditIn, Place } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { capsOn, holdFor, periodOf, watched } from './money/budget.ts';
import { overCeiling } from './money/ceilings.ts';
import type { RuleBook } from './money/rule-book.ts';
import type { Rules } from './money/rules.ts';
import type { Store } from './store/store.ts';
import { approvalNotes } from './views/approval-wording.ts';
import type { Line } from './views/message.ts';
import { REASON_LENGTH } from './views/reason-form.ts';
import { reasonWording } from './views/reason-wording.ts';

interface Parts {
  store: Store;
  clock: Clock;
  rules: RuleBook;
  /** Whether the platform says that this person is one of `named` now, or an admin where nobody is named. */
  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean>;
  changed(edit: Edit): void;
}

export type ApprovalAction = 'approve' | 'exception' | 'decline';

/** How often a press is judged anew because the team's rules were just changed. */
const TRIES = 3;

/** Decides on quotes. The first decision that counts stands; anyone else gets a note of their own. */
export class ApprovalDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async press(edit: Edit, press: Press, action: ApprovalAction): Promise<PressAnswer> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const answer = await this.#pressBy(await this.#parts.rules.at(edit.place), edit, press, action);
      if (answer) return answer;
    }
    return note(approvalNotes.busy());
  }

  /** Null when the rules have changed meanwhile: by the new ones somebody else may be an approver. */
  async #pressBy(
    rules: Rules,
    edit: Edit,
    press: Press,
    action: ApprovalAction,
  ): Promise<PressAnswer | null> {
    const { mayApprove } = this.#parts;
    if (edit.state !== 'awaiting_approval') return note(approvalNotes.decidedAlready(edit));
    if (edit.person === press.person && !rules.selfApproval) return note(approvalNotes.ownRequest());
    if (!(await mayApprove(edit.place, press.person, rules.approvers)))
      return note(approvalNotes.notAnApprover());
    const reason = press.reason?.trim().slice(0, REASON_LENGTH) ?? '';
    if (action !== 'approve' && reason === '') return whyOf(action, edit.id, press.reason !== undefined);
    const forbidden = action === 'decline' ? null : overCeiling(rules, edit);
    if (forbidden) return note([reasonWording(forbidden)]);
    return this.#decide(rules, edit, press.person, action, reason);
  }

  async #decide(
    rules: Rules,
    edit: EditIn<'awaiting_approval'>,
    person: string,
    action: ApprovalAction,
    reason: string,
  ): Promise<PressAnswer | null> {
    const { clock } = this.#parts;
    const eventFor = (now: Edit) =>
      isOpen(now, clock.now()) ? this.#event(rules, now, person, action, reason) : null;
    // An exception breaks the caps on purpose; what it spends is booked in them all the same.
    const all = capsOn(rules, edit, clock.now());
    const guards = {
      caps: action === 'exception' ? [] : all,
      rules: rules.version,
      watch: watched(all, rules),
    };
    const decided = await decide(edit, person, eventFor, guards, this.#parts);
    switch (decided.kind) {
      case 'done':
        return { kind: 'done' };
      case 'rules_changed':
        return null;
      case 'over_cap':
        this.#parts.changed(edit);
        return note(approvalNotes.noRoom(periodOf(decided.cap)));
      case 'too_late':
        return note(approvalNotes.decidedAlready(decided.edit, person));
      default:
        return note(approvalNotes.busy());
    }
  }

  #event(rules: Rules, edit: Edit, by: string, action: ApprovalAction, reason: string): EditEvent | null {
    if (edit.state !== 'awaiting_approval') return null;
    if (action === 'decline') return { type: 'declined', by, why: reason };
    const hold = holdFor(rules, edit, edit.quote.amount, this.#parts.clock.now());
    return { type: 'approved', by, exception: action === 'exception' ? reason : null, hold };
  }
}

function isOpen(edit: Edit, now: number): boolean {
  return edit.state === 'awaiting_approval' && now < edit.approval.expiresAt;
}

/** Asks for a reason; a form that came back without one is shown again. */
function whyOf(action: Exclude<ApprovalAction, 'approve'>, edit: EditId, isSent: boolean): PressAnswer {
  const form = approvalNotes.reasonForm(action, edit);
  return isSent ? { kind: 'problems', problems: [approvalNotes.fewWords()], form } : { kind: 'ask', form };
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
