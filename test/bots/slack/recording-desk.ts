import type { CommandCall, Desk, FormReturn, PressAnswer, TokenPress } from '../../../src/core/desk.ts';
import type { Ask, FieldProblem, FormFacts, Press } from '../../../src/core/edit/ask.ts';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { RecutError } from '../../../src/core/errors.ts';
import type { OpenThread } from '../../../src/core/store/store.ts';

export const EDIT = '01JD7Z8Q4T3V5W6X7Y8Z9A0B1C' as EditId;

/** Whatever somebody did. */
export type Act = Press | CommandCall | TokenPress | FormReturn;

/** A desk that keeps what it is asked, accepts each key once, and can be closed. */
export class RecordingDesk implements Desk {
  /** Everything that came, repetitions included. */
  readonly heard: Ask[] = [];
  readonly accepted: Ask[] = [];
  readonly presses: Press[] = [];
  /** In which something was asked for lately. */
  threads: readonly OpenThread[] = [];
  readonly calls: CommandCall[] = [];
  readonly opened: TokenPress[] = [];
  readonly sent: FormReturn[] = [];
  /** Nothing can be made durable. */
  closed = false;
  trouble: readonly FieldProblem[] = [];
  answer: PressAnswer | ((act: Act) => Promise<PressAnswer>) = { kind: 'done' };
  facts: FormFacts = {
    qualities: [
      { quality: 'draft', name: 'Draft', label: 'Draft, Kling O3' },
      { quality: 'final', name: 'Final', label: 'Final, Kling O3 Pro' },
    ],
    defaultQuality: 'draft',
    maxImages: 4,
    maxElements: 0,
    maxViews: 0,
    aspectRatios: [],
    shotTypes: [],
    seconds: null,
    maxPromptLength: 2_500,
  };
  readonly #edits = new Map<string, EditId>();

  async ask(ask: Ask): Promise<{ kind: 'accepted' | 'duplicate'; edit: EditId }> {
    this.#mustBeOpen();
    this.heard.push(ask);
    const known = ask.keys.map((key) => this.#edits.get(key)).find((edit) => edit !== undefined);
    if (known) return { kind: 'duplicate', edit: known };
    const edit = `edit-${this.accepted.length + 1}` as EditId;
    for (const key of ask.keys) this.#edits.set(key, edit);
    this.accepted.push(ask);
    return { kind: 'accepted', edit };
  }

  async recentThreads(): Promise<readonly OpenThread[]> {
    return this.threads;
  }

  async threadOf(): Promise<string | null> {
    return null;
  }

  async problems(): Promise<readonly FieldProblem[]> {
    return this.trouble;
  }

  async formFacts(): Promise<FormFacts> {
    return this.facts;
  }

  async press(press: Press): Promise<PressAnswer> {
    this.#mustBeOpen();
    this.presses.push(press);
    return this.#answerTo(press);
  }

  async command(call: CommandCall): Promise<PressAnswer> {
    this.#mustBeOpen();
    this.calls.push(call);
    return this.#answerTo(call);
  }

  async open(press: TokenPress): Promise<PressAnswer> {
    this.#mustBeOpen();
    this.opened.push(press);
    return this.#answerTo(press);
  }

  async submit(sent: FormReturn): Promise<PressAnswer> {
    this.#mustBeOpen();
    this.sent.push(sent);
    return this.#answerTo(sent);
  }

  #answerTo(act: Act): PressAnswer | Promise<PressAnswer> {
    return typeof this.answer === 'function' ? this.answer(act) : this.answer;
  }

  #mustBeOpen(): void {
    if (this.closed) throw new RecutError('store_unavailable', 'The database is away', { retryable: true });
  }
}
