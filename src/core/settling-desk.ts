import type { Clock } from './clock.ts';
import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Press } from './edit/ask.ts';
import type { Edit, EditIn, Place } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { mayBeSettled } from './edit/settling.ts';
import { type Micros, parseDollars } from './money/micros.ts';
import type { RuleBook } from './money/rule-book.ts';
import { ProviderError } from './providers/provider-error.ts';
import type { Store } from './store/store.ts';
import type { Line } from './views/message.ts';
import { REASON_LENGTH } from './views/reason-form.ts';
import { settlementNotes } from './views/settlement-wording.ts';

interface Parts {
  store: Store;
  clock: Clock;
  rules: RuleBook;
  /** Whether the platform says that this person is one of `named` now, or an admin where nobody is named. */
  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean>;
  /**
   * The id under which the provider of this edit knows the prediction that a person named, or null when it knows none.
   * Rejects with a ProviderError when it cannot be asked.
   */
  known(edit: Edit, said: string): Promise<string | null>;
  changed(edit: Edit): void;
}

export type SettlingAction = 'itran' | 'itdidnot';

/** As ids of predictions look: never a way out of the path that they become a part of. */
const PREDICTION = /^(?!.*\.\.)[A-Za-z0-9][\w./-]{4,199}$/;
const AMOUNT = /^\$?[\d.,]{1,12}$/;

/** A charge that is so many times what was set aside is taken for a slip of the hand: the ledger forgets nothing. */
const MISTYPED_FROM = 10;

type Said = { predictionId: string } | { amount: Micros };

/** Settles submissions that nobody can find. The first decision stands; nothing is ever sent again. */
export class SettlingDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async press(edit: Edit, press: Press, action: SettlingAction): Promise<PressAnswer> {
    const { mayApprove, clock } = this.#parts;
    if (edit.state !== 'unresolved') return note(settlementNotes.settledAlready(edit));
    const { approvers } = await this.#parts.rules.at(edit.place);
    if (!(await mayApprove(edit.place, press.person, approvers)))
      return note(settlementNotes.notAnApprover());
    if (!mayBeSettled(edit, clock.now())) return note(settlementNotes.tooEarly());
    const typed = press.reason?.trim().slice(0, REASON_LENGTH) ?? '';
    if (typed === '') return settlementNotes.formFor(action, edit.id);
    if (action === 'itdidnot') {
      return this.#settle(edit, { type: 'settled_as_not_run', by: press.person, why: typed });
    }
    return this.#itRan(edit, press.person, typed);
  }

  async #itRan(edit: EditIn<'unresolved'>, by: string, typed: string): Promise<PressAnswer> {
    const said = understood(typed);
    if (!said) return note(settlementNotes.notUnderstood());
    if ('amount' in said) {
      const { amount } = said;
      if (amount > edit.hold.amount * MISTYPED_FROM) return note(settlementNotes.tooMuch(edit.hold.amount));
      return this.#settle(edit, { type: 'settled_as_charged', by, amount });
    }
    try {
      const predictionId = await this.#parts.known(edit, said.predictionId);
      if (predictionId === null) return note(settlementNotes.unknownPrediction(said.predictionId));
      return await this.#settle(edit, { type: 'settled_as_run', by, predictionId });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return note(settlementNotes.providerAway());
    }
  }

  async #settle(edit: EditIn<'unresolved'>, event: EditEvent & { by: string }): Promise<PressAnswer> {
    const open = (now: Edit) => (now.state === 'unresolved' ? event : null);
    const decided = await decide(edit, event.by, open, { caps: [] }, this.#parts);
    switch (decided.kind) {
      case 'done':
        return { kind: 'done' };
      case 'too_late':
        return note(settlementNotes.settledAlready(decided.edit));
      case 'taken':
        return note(settlementNotes.takenPrediction('predictionId' in event ? event.predictionId : ''));
      default:
        return note(settlementNotes.busy());
    }
  }
}

/** What was typed: an amount, or else the id of a prediction. */
function understood(typed: string): Said | null {
  if (AMOUNT.test(typed)) {
    try {
      return { amount: parseDollars(typed) };
    } catch {
      return null;
    }
  }
  return PREDICTION.test(typed) ? { predictionId: typed } : null;
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
