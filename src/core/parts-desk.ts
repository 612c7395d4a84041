import { ulid } from 'ulid';
import type { Clock } from './clock.ts';
import { type Decided, decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import { type Edit, type EditId, type EditIn, hasEnded } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { partAgain } from './edit/whole.ts';
import type { Store } from './store/store.ts';
import { choiceNotes } from './views/choice-wording.ts';
import { deskNotes } from './views/desk-wording.ts';
import type { Line } from './views/message.ts';

interface Parts {
  store: Store;
  clock: Clock;
  changed(edit: Edit): void;
}

export type PartsAction = 'retrypart' | 'without' | 'showparts';

/** Decides on the parts of a clip that failed: made again, left out, or looked at first. */
export class PartsDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async press(edit: Edit, person: string, action: PartsAction): Promise<PressAnswer> {
    if (edit.person !== person) return note(deskNotes.notYours(edit.person));
    switch (action) {
      case 'retrypart':
        return this.#retry(edit, person);
      case 'without':
        return this.#decide(edit, person, (now) => (waits(now) ? { type: 'parts_given_up' } : null));
      case 'showparts':
        return this.#show(edit, person);
    }
  }

  /** `part` is the edit that failed; another takes its place, priced and admitted on its own. */
  async #retry(part: Edit, person: string): Promise<PressAnswer> {
    const whole = part.partOf && (await this.#parts.store.read(part.partOf));
    if (!whole) return note(deskNotes.unknownButton());
    if (!hasEnded(part) || part.state === 'delivered') return note(deskNotes.busy());
    const id = ulid() as EditId;
    // Others may have been pressed before: each of those that failed can be made again.
    return this.#decide(whole, person, (now) => {
      if (!isOpen(now) || !now.parts.some((each) => each.id === part.id)) return null;
      return {
        type: 'part_retried',
        part: part.id,
        again: partAgain(now, part.id, id, this.#parts.clock.now()),
      };
    });
  }

  async #show(whole: Edit, person: string): Promise<PressAnswer> {
    if (whole.state !== 'assembling') return note(choiceNotes.decidedAlready());
    for (const { id } of whole.parts) {
      const part = await this.#parts.store.read(id);
      const eventFor = (now: Edit): EditEvent | null =>
        now.state === 'delivered' ? { type: 'part_wanted' } : null;
      if (part) await decide(part, person, eventFor, { caps: [] }, this.#parts);
    }
    return { kind: 'done' };
  }

  async #decide(
    whole: Edit,
    person: string,
    eventFor: (now: Edit) => EditEvent | null,
  ): Promise<PressAnswer> {
    const decided: Decided = await decide(whole, person, eventFor, { caps: [] }, this.#parts);
    if (decided.kind === 'done') return { kind: 'done' };
    return note(decided.kind === 'too_late' ? choiceNotes.decidedAlready() : deskNotes.busy());
  }
}

/** Whether its parts are still waited for. */
function isOpen(edit: Edit): edit is EditIn<'assembling'> {
  return edit.state === 'assembling' && edit.stoppedBy === null && !edit.withoutFailed;
}

/** Whether it waits for a decision about parts that failed. */
function waits(edit: Edit): edit is EditIn<'assembling'> {
  return edit.state === 'assembling' && edit.decideBy !== null;
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
