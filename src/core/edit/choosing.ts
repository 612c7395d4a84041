import type { Millis } from '../clock.ts';
import type { Micros } from '../money/micros.ts';
import type { EditId, EditIn } from './edit.ts';
import type { EditEvent } from './event.ts';
import { end, type Moved, moved, next } from './moved.ts';

/** A part of a clip in milliseconds of its own time; `to` is not part of it. */
export interface Stretch {
  from: Millis;
  to: Millis;
}

/** A part of a clip that its take was joined without; `charged`: what its edit cost all the same. */
export interface Missing extends Stretch {
  charged?: Micros;
}

/** What only the person who asked can say of a clip whose length no model takes, with what each answer would cost. */
export type Question =
  | {
      kind: 'too_long';
      /** What is to be edited of the clip, by what was asked: all of it, or a part. */
      within: Stretch;
      /** The person named these times; nobody did when it is all of the clip. */
      named?: true;
      /** How long a part may be. */
      length: { min: Millis; max: Millis };
      /** The price of the longest part. */
      amount: Micros;
      /** All of it in parts, and the price of them together; null where it would be too many. */
      parts: { windows: readonly Stretch[]; amount: Micros } | null;
      /** Moments of the clip, as a picture in the edit's folder; null when none could be made. */
      strip: { file: string; bytes: number; times: readonly Millis[] } | null;
    }
  | {
      kind: 'too_short';
      within: Stretch;
      named?: true;
      /** How long the clip becomes when its last frame is held. */
      heldTo: Millis;
      amount: Micros;
      /** What is billed then. */
      billedMs: Millis;
    };

export type Answer =
  | { kind: 'window'; window: Stretch }
  /** Its last frame is held until it is long enough. */
  | { kind: 'held' }
  | { kind: 'parts'; parts: readonly PartPlan[] };

/** A part that is to become an edit of its own, under this id. */
export interface PartPlan {
  id: EditId;
  window: Stretch;
}

export interface Choice {
  question: Question;
  /** When nobody needs to answer any more. */
  until: Millis;
  answer: Answer | null;
}

/** The moves of an edit that waits for an answer about its length: a part of the transition function. */
export function fromChoosing(edit: EditIn<'choosing'>, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'choice_expired') return end(edit, 'expired', { code: 'choice_expired' }, now);
  if (event.type !== 'chosen') return null;
  const { answer } = event;
  const chosen = { ...next(edit, now), choice: { ...edit.choice, answer }, state: 'checking' as const };
  switch (answer.kind) {
    case 'window':
      return moved({ ...chosen, wish: { ...edit.wish, window: answer.window } });
    case 'held':
      return moved({ ...chosen, wish: { ...edit.wish, holdLastFrame: true } });
    case 'parts':
      return moved({ ...chosen, parts: answer.parts });
  }
}
