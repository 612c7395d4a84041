import type { Desk, PressAnswer } from '../../../src/core/desk.ts';
import type { Ask, FieldProblem, FormFacts, Press } from '../../../src/core/edit/ask.ts';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { FACTS } from './sample.ts';

/** A desk that writes down what it is asked, accepts each request once, and answers as it is told. */
export class RecordingDesk implements Desk {
  readonly asks: Ask[] = [];
  readonly presses: Press[] = [];
  answer: PressAnswer | ((press: Press) => Promise<PressAnswer>) = { kind: 'done' };
  wrong: readonly FieldProblem[] = [];
  /** Rejects everything, as when the database is away. */
  isAway = false;
  readonly #known = new Map<string, EditId>();

  async ask(ask: Ask): Promise<{ kind: 'accepted' | 'duplicate'; edit: EditId }> {
    if (this.isAway) throw new Error('store_unavailable');
    const key = ask.keys[0] ?? '';
    const known = this.#known.get(key);
    if (known) return { kind: 'duplicate', edit: known };
    const edit = editId(this.asks.push(ask));
    this.#known.set(key, edit);
    return { kind: 'accepted', edit };
  }

  async problems(_ask: Ask): Promise<readonly FieldProblem[]> {
    return this.wrong;
  }

  formFacts(): FormFacts {
    return FACTS;
  }

  async press(press: Press): Promise<PressAnswer> {
    if (this.isAway) throw new Error('store_unavailable');
    this.presses.push(press);
    return typeof this.answer === 'function' ? this.answer(press) : this.answer;
  }
}

/** The id of the n-th edit. */
export function editId(n: number): EditId {
  return `01JD3Q8Z5W${String(n).padStart(16, '0')}` as EditId;
}
