import type { Clock, Millis } from './clock.ts';
import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Press } from './edit/ask.ts';
import type { Edit, EditId, EditIn, Place } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { quotedAnew } from './edit/requoting.ts';
import { roomLeft } from './money/balance.ts';
import { capName, capsOn, holdFor, isFirm, watched } from './money/budget.ts';
import { overCeiling } from './money/ceilings.ts';
import type { Cap } from './money/ledger.ts';
import type { Micros } from './money/micros.ts';
import type { RuleBook } from './money/rule-book.ts';
import type { Rules } from './money/rules.ts';
import type { Catalogue } from './providers/catalogue.ts';
import type { Store } from './store/store.ts';
import { approvalNotes } from './views/approval-wording.ts';
import type { Line } from './views/message.ts';
import { REASON_LENGTH } from './views/reason-form.ts';
import { reasonWording } from './views/reason-wording.ts';

interface Parts {
  store: Store;
  clock: Clock;
  rules: RuleBook;
  catalogue: Catalogue;
  /** How long a new quote holds. */
  quoteHoldsMs: Millis;
  /** Whether the platform says that this person is one of `named` now, or an admin where nobody is named. */
  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean>;
  changed(edit: Edit): void;
}

/** Those that need a reason. */
export type ReasonedAction = 'exception' | 'decline';
export type ApprovalAction = 'approve' | 'exception' | 'shorter' | 'decline';

type Asked = EditIn<'awaiting_approval'>;
type Requoted = EditEvent & { type: 'requoted' };

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
    if (action === 'decline') return this.#withReason(rules, edit, press, action);
    const forbidden = overCeiling(rules, edit);
    if (forbidden) return note([reasonWording(forbidden)]);
    const fresh = this.#newPrice(edit);
    if (fresh) return this.#priceChanged(edit, press.person, fresh);
    if (action === 'exception') return this.#withReason(rules, edit, press, action);
    return this.#decide(rules, edit, press.person, action, '');
  }

  async #withReason(
    rules: Rules,
    edit: Asked,
    press: Press,
    action: ReasonedAction,
  ): Promise<PressAnswer | null> {
    const reason = press.reason?.trim().slice(0, REASON_LENGTH) ?? '';
    if (reason === '') return whyOf(action, edit.id, press.reason !== undefined);
    return this.#decide(rules, edit, press.person, action, reason);
  }

  /** What the edit costs by the list as it is now, where that is something else than what the card says. */
  #newPrice(edit: Asked): Requoted | null {
    const { catalogue, clock, quoteHoldsMs } = this.#parts;
    const model = catalogue.get(edit.wish.model);
    if (!model) return null;
    const fresh = quotedAnew(edit, model, clock.now(), quoteHoldsMs);
    return fresh.quote.amount === edit.quote.amount ? null : fresh;
  }

  /** Whoever was asked was asked about another price: the edit is quoted anew, and asked for by its rules. */
  async #priceChanged(edit: Asked, person: string, fresh: Requoted): Promise<PressAnswer> {
    const eventFor = (now: Edit) => (now.state === 'awaiting_approval' ? fresh : null);
    const decided = await decide(edit, person, eventFor, { caps: [] }, this.#parts);
    if (decided.kind !== 'done') return note(approvalNotes.busy());
    return note(approvalNotes.priceChanged(edit.quote.amount, fresh.quote.amount));
  }

  async #decide(
    rules: Rules,
    edit: Asked,
    person: string,
    action: ApprovalAction,
    reason: string,
  ): Promise<PressAnswer | null> {
    const { clock } = this.#parts;
    const at = clock.now();
    const eventFor = (now: Edit) =>
      isOpen(now, at) ? eventOf(rules, now, person, action, reason, at) : null;
    const caps = capsOn(rules, edit, at);
    if (action === 'exception' && !(await this.#isBroken(caps, edit.quote.amount)))
      return note(approvalNotes.noException());
    // An exception breaks caps on purpose, but not the firm ones; what it spends is booked in all of them.
    const held = action === 'exception' ? caps.filter((cap) => isFirm(rules, cap)) : caps;
    const guards = { caps: held, rules: rules.version, watch: watched(caps, rules) };
    const decided = await decide(edit, person, eventFor, guards, this.#parts);
    switch (decided.kind) {
      case 'done':
        return { kind: 'done' };
      case 'rules_changed':
        return null;
      case 'over_cap':
        this.#parts.changed(edit);
        return note(approvalNotes.noRoom(capName(decided.cap), isFirm(rules, decided.cap)));
      case 'too_late':
        return note(approvalNotes.decidedAlready(decided.edit, person));
      default:
        return note(approvalNotes.busy());
    }
  }

  async #isBroken(caps: readonly Cap[], amount: Micros): Promise<boolean> {
    const { store } = this.#parts;
    const rooms = await Promise.all(caps.map(async (cap) => roomLeft(cap, await store.balance(cap))));
    return rooms.some((room) => room < amount);
  }
}

function eventOf(
  rules: Rules,
  edit: Edit,
  by: string,
  action: ApprovalAction,
  reason: string,
  at: Millis,
): EditEvent | null {
  if (edit.state !== 'awaiting_approval') return null;
  if (action === 'decline') return { type: 'declined', by, why: reason };
  const { shorter } = edit.approval;
  if (action === 'shorter') {
    if (!shorter) return null;
    const hold = holdFor(rules, edit, shorter.quote.amount, at);
    return { type: 'approved', by, exception: null, hold, shorter };
  }
  const hold = holdFor(rules, edit, edit.quote.amount, at);
  return { type: 'approved', by, exception: action === 'exception' ? reason : null, hold };
}

function isOpen(edit: Edit, now: number): boolean {
  return edit.state === 'awaiting_approval' && now < edit.approval.expiresAt;
}

/** Asks for a reason; a form that came back without one is shown again. */
function whyOf(action: ReasonedAction, edit: EditId, isSent: boolean): PressAnswer {
  const form = approvalNotes.reasonForm(action, edit);
  return isSent ? { kind: 'problems', problems: [approvalNotes.fewWords()], form } : { kind: 'ask', form };
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
