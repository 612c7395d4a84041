import type { CommandCall, Desk, FormReturn, PressAnswer, TokenPress } from '../../../src/core/desk.ts';
import type { Ask, FieldProblem, FormFacts, Press } from '../../../src/core/edit/ask.ts';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { OpenThread } from '../../../src/core/store/store.ts';
import { FACTS } from './sample.ts';

/** Whatever somebody did. */
export type Act = Press | CommandCall | TokenPress | FormReturn;

/** A desk that writes down what it is asked, accepts each request once, and answers as it is told. */
export class RecordingDesk implements Desk {
  readonly asks: Ask[] = [];
  readonly presses: Press[] = [];
  /** In which something was asked for lately. */
  threads: readonly OpenThread[] = [];
  readonly calls: CommandCall[] = [];
  readonly opened: TokenPress[] = [];
  readonly sent: FormReturn[] = [];
  answer: PressAnswer | ((act: Act) => Promise<PressAnswer>) = { kind: 'done' };
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

  async recentThreads(): Promise<readonly OpenThread[]> {
    return this.threads;
  }

  async threadOf(): Promise<string | null> {
    return null;
  }

  async problems(_ask: Ask): Promise<readonly FieldProblem[]> {
    return this.wrong;
  }

  async formFacts(): Promise<FormFacts> {
    return FACTS;
  }

  async press(press: Press): Promise<PressAnswer> {
    if (this.isAway) throw new Error('store_unavailable');
    this.presses.push(press);
    return this.#answerTo(press);
  }

  async command(call: CommandCall): Promise<PressAnswer> {
    if (this.isAway) throw new Error('store_unavailable');
    this.calls.push(call);
    return this.#answerTo(call);
  }

  async open(press: TokenPress): Promise<PressAnswer> {
    if (this.isAway) throw new Error('store_unavailable');
    this.opened.push(press);
    return this.#answerTo(press);
  }

  async submit(sent: FormReturn): Promise<PressAnswer> {
    if (this.isAway) throw new Error('store_unavailable');
    this.sent.push(sent);
    return this.#answerTo(sent);
  }

  #answerTo(act: Act): PressAnswer | Promise<PressAnswer> {
    return typeof this.answer === 'function' ? this.answer(act) : this.answer;
  }
}

/** The id of the n-th edit. */
export function editId(n: number): EditId {
  return `01JD3Q8Z5W${String(n).padStart(16, '0')}` as EditId;
}
