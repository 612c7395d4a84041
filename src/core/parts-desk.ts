import { ulid } from 'ulid';
import type { Clock, Millis } from './clock.ts';
import { type Decided, decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import { type Edit, type EditId, type EditIn, hasEnded } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { isUnsubmitted, partsElsewhere } from './edit/moving-parts.ts';
import { partAgain } from './edit/whole.ts';
import { quoteFor } from './money/price.ts';
import type { Catalogue } from './providers/catalogue.ts';
import { type Model, providerIn } from './providers/model.ts';
import type { Store } from './store/store.ts';
import { choiceNotes } from './views/choice-wording.ts';
import { deskNotes } from './views/desk-wording.ts';
import type { Line } from './views/message.ts';

interface Parts {
  store: Store;
  clock: Clock;
  changed(edit: Edit): void;
  catalogue: Catalogue;
  /** How long a price is promised for. */
  quoteHoldsMs: Millis;
}

export type PartsAction = 'retrypart' | 'without' | 'showparts' | 'elsewhere';

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
      case 'elsewhere':
        return this.#elsewhere(edit, person);
    }
  }

  /** `part` is the edit that failed; another takes its place, priced and admitted on its own. */
  async #retry(part: Edit, person: string): Promise<PressAnswer> {
    const whole = part.partOf && (await this.#parts.store.read(part.partOf));
    if (!whole) return note(deskNotes.unknownButton());
    if (!hasEnded(part) || part.state === 'delivered') return note(deskNotes.busy());
    return this.#makeAgain(whole, part, part.wish.model, person);
  }

  /** Others may have been pressed before: each of those that failed can be made again. */
  #makeAgain(whole: Edit, part: Edit, model: string, person: string): Promise<PressAnswer> {
    const id = ulid() as EditId;
    return this.#decide(whole, person, (now) => {
      if (!isOpen(now) || !now.parts.some((each) => each.id === part.id)) return null;
      const again = {
        ...partAgain(now, part.id, { id, now: this.#parts.clock.now(), model }),
        ...(model === part.wish.model ? {} : { letDownBy: letDownAt(part) }),
      };
      return { type: 'part_retried', part: part.id, again };
    });
  }

  /**
   * All parts of which nothing was submitted go on at the next provider, each in a step of its own: what is broken off in
   * between is offered again. The others stay as they are.
   */
  async #elsewhere(whole: Edit, person: string): Promise<PressAnswer> {
    const { store, catalogue } = this.#parts;
    if (whole.state !== 'assembling') return note(choiceNotes.decidedAlready());
    const read = await Promise.all(whole.parts.map(({ id }) => store.read(id)));
    const found = partsElsewhere(
      whole,
      read.flatMap((part) => part ?? []),
      catalogue,
    );
    if (!found) return note(choiceNotes.decidedAlready());
    const answers: PressAnswer[] = [];
    for (const part of found.parts) {
      answers.push(
        hasEnded(part)
          ? await this.#makeAgain(whole, part, found.model.key, person)
          : await this.#move(part, found.model, person),
      );
    }
    return answers.find(({ kind }) => kind !== 'done') ?? { kind: 'done' };
  }

  /** Its provider may have taken it meanwhile: then it stays there. */
  #move(part: Edit, model: Model, by: string): Promise<PressAnswer> {
    const { clock, quoteHoldsMs } = this.#parts;
    return this.#decide(part, by, (now) => {
      if (!isUnsubmitted(now)) return null;
      const quote = quoteFor(model, now.clip.facts.durationMs, clock.now(), quoteHoldsMs);
      return {
        type: 'part_moved',
        model: model.key,
        quote,
        letDownBy: letDownAt(now),
        reason: { code: 'cancelled' },
        by,
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

/** The providers that let it down, the present one included. */
function letDownAt({ letDownBy = [], wish }: Edit): readonly string[] {
  return [...letDownBy, providerIn(wish.model)];
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
