import { ulid } from 'ulid';
import type { Clock } from './clock.ts';
import { decide } from './deciding.ts';
import type { FormReturn, PressAnswer } from './desk.ts';
import type { Answer, Question, Stretch } from './edit/choosing.ts';
import type { Edit, EditId } from './edit/edit.ts';
import type { SideDesk } from './side-desk.ts';
import type { Store } from './store/store.ts';
import { choiceNotes } from './views/choice-wording.ts';
import { deskNotes } from './views/desk-wording.ts';
import { refilled } from './views/form.ts';
import type { Line } from './views/message.ts';
import { readWindow, windowForm } from './views/window-form.ts';

interface Parts {
  store: Store;
  clock: Clock;
  changed(edit: Edit): void;
}

export type ChoiceAction = 'first' | 'last' | 'choose' | 'parts' | 'held';

/** Takes the answer to what is to be done with a clip that is too long or too short, from the person who asked alone. */
export class ChoiceDesk implements SideDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async press(edit: Edit, person: string, action: ChoiceAction): Promise<PressAnswer> {
    if (edit.person !== person) return note(deskNotes.notYours(edit.person));
    if (edit.state !== 'choosing') return note(choiceNotes.chosenAlready(edit));
    const { question } = edit.choice;
    if (action === 'choose') {
      return question.kind === 'too_long'
        ? { kind: 'ask', form: windowForm(edit.id, question) }
        : note(deskNotes.unknownButton());
    }
    const answer = answerFor(action, question);
    return answer ? this.#answer(edit, person, answer) : note(deskNotes.unknownButton());
  }

  /** The form in which a part was chosen. */
  async submit(sent: FormReturn, [id = '']: readonly string[]): Promise<PressAnswer> {
    const { place, person, answers } = sent;
    const edit = await this.#parts.store.read(id as EditId);
    if (!edit || edit.place.platform !== place.platform || edit.place.team !== place.team)
      return note(deskNotes.unknownEdit());
    if (edit.person !== person) return note(deskNotes.notYours(edit.person));
    if (edit.state !== 'choosing' || edit.choice.question.kind !== 'too_long')
      return note(choiceNotes.chosenAlready(edit));
    const { question } = edit.choice;
    const window = readWindow(answers.texts, question);
    if (!Array.isArray(window)) return this.#answer(edit, person, { kind: 'window', window });
    const form = refilled(windowForm(edit.id, question), answers);
    return { kind: 'problems', problems: window, form };
  }

  async #answer(edit: Edit, person: string, answer: Answer): Promise<PressAnswer> {
    const { clock } = this.#parts;
    const eventFor = (now: Edit) =>
      now.state === 'choosing' && clock.now() < now.choice.until ? { type: 'chosen' as const, answer } : null;
    const decided = await decide(edit, person, eventFor, { caps: [] }, this.#parts);
    if (decided.kind === 'done') return { kind: 'done' };
    return note(decided.kind === 'too_late' ? choiceNotes.chosenAlready(decided.edit) : deskNotes.busy());
  }
}

function answerFor(action: Exclude<ChoiceAction, 'choose'>, question: Question): Answer | null {
  if (question.kind === 'too_short') return action === 'held' ? { kind: 'held' } : null;
  const { within, length, parts } = question;
  switch (action) {
    case 'first':
      return { kind: 'window', window: { from: within.from, to: within.from + length.max } };
    case 'last':
      return { kind: 'window', window: { from: within.to - length.max, to: within.to } };
    case 'parts':
      return parts && { kind: 'parts', parts: parts.windows.map(planOf) };
    case 'held':
      return null;
  }
}

/** Each part gets the id of the edit that it is to become. */
function planOf(window: Stretch) {
  return { id: ulid() as EditId, window };
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
