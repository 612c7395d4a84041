import type { Millis } from '../clock.ts';
import type { Hold } from '../money/ledger.ts';
import type { Quote } from '../money/quote.ts';
import type { Approval } from './approval.ts';
import type { PartPlan } from './choosing.ts';
import type { Clip } from './clip.ts';
import type { Edit, EditId, EditIn } from './edit.ts';
import type { EditEvent } from './event.ts';
import { end, type Moved, moved, next } from './moved.ts';
import type { Reason } from './reason.ts';

/** A part of a clip that is edited in parts: cut out, priced, and from its start on an edit of its own. */
export interface Part extends PartPlan {
  clip: Clip;
  quote: Quote;
}

/** What a clip in parts is like while its parts are made. */
export interface Assembly {
  parts: readonly Part[];
  startedAt: Millis;
  /** Who cancelled it: parts that may be charged are still waited for. Null while nobody has. */
  stoppedBy: string | null;
  /** When it goes on without the parts that failed; null while none has, or none is left to wait for. */
  decideBy: Millis | null;
  /** The person goes on without the parts that failed. */
  withoutFailed: boolean;
}

/**
 * Sets the money aside and lets the edit begin; of a clip in parts, all of its parts at once or none. A part is an edit
 * of its own from here on: it has a hold of its own, takes a place at the provider of its own, and is charged or given
 * back on its own.
 */
export function begin(
  edit: EditIn<'quoted' | 'awaiting_approval'>,
  hold: Hold,
  approval: Approval | null,
  now: Millis,
): Moved {
  const { parts, ...rest } = next(edit, now);
  if (!parts) return moved({ ...rest, state: 'approved', approval, hold }, { kind: 'hold', hold });
  const begun = { startedAt: now, stoppedBy: null, decideBy: null, withoutFailed: false };
  const whole = moved({ ...rest, ...begun, state: 'assembling', approval, parts });
  const edits = parts.map((part, index) => {
    const share = shareOf(hold, part, index);
    return { ...partEdit(edit, part, share, now), part: { number: index + 1, of: parts.length } };
  });
  return {
    ...whole,
    parts: edits,
    ledger: edits.map((part) => ({ kind: 'hold', hold: part.hold, of: part.id })),
  };
}

/** The part of a hold that is for one part: together they are what was set aside for all. */
function shareOf(hold: Hold, { quote }: Part, index: number): Hold {
  return { ...hold, id: `${hold.id}:${index + 1}`, amount: quote.amount };
}

function partEdit(
  whole: EditIn<'quoted' | 'awaiting_approval'>,
  { id, clip, quote }: Part,
  hold: Hold,
  now: Millis,
): EditIn<'approved'> {
  const { references } = whole;
  return { ...partBase(whole, id, now), state: 'approved', clip, references, quote, approval: null, hold };
}

/** The same part once more, from the start, on the model of this key: it is priced and admitted anew. */
export function partAgain(
  whole: EditIn<'assembling'>,
  failed: EditId,
  { id, now, model }: { id: EditId; now: Millis; model: string },
): EditIn<'requested'> {
  const images = whole.images.map((_, index) => ({ kind: 'same' as const, edit: failed, index }));
  const base = partBase(whole, id, now);
  const wish = { ...base.wish, model };
  const part = { number: 1 + whole.parts.findIndex((each) => each.id === failed), of: whole.parts.length };
  return { ...base, wish, part, source: { kind: 'same', edit: failed }, images, state: 'requested' };
}

/** A part is as long as it is, whatever length was asked for of the whole. */
function partBase(whole: Edit, id: EditId, now: Millis) {
  const { place, person, images } = whole;
  const { seconds: _seconds, ...wish } = whole.wish;
  return {
    id,
    version: 1,
    place,
    person,
    wish: { ...wish, window: null, quoteOnly: false },
    source: { kind: 'same' as const, edit: whole.id },
    images,
    partOf: whole.id,
    askedAt: now,
    since: now,
    tries: 0,
    dueAt: now,
  };
}

/** The moves of a clip whose parts are being made: a part of the transition function. */
export function fromAssembling(edit: EditIn<'assembling'>, event: EditEvent, now: Millis): Moved | null {
  switch (event.type) {
    case 'part_retried':
      return retry(edit, event, now);
    case 'parts_failed':
      return edit.decideBy === null ? moved({ ...next(edit, now), decideBy: event.decideBy }) : null;
    case 'parts_given_up':
      return edit.withoutFailed ? null : moved({ ...next(edit, now), withoutFailed: true });
    case 'parts_lost':
      return lost(edit, event.reason, now);
    case 'not_joined': {
      const { parts, charged } = event;
      return lost(edit, { code: 'parts_not_joined', parts, charged }, now);
    }
    case 'joined': {
      const { decideBy: _by, stoppedBy: _who, withoutFailed: _without, ...rest } = next(edit, now);
      const { take, charged, withheld, missing } = event;
      const made = { hold: null, prediction: null, finishedAt: now, take, charged, withheld, missing };
      return moved({ ...rest, ...made, state: 'delivering' });
    }
    default:
      return null;
  }
}

/** Another edit takes the place of one that failed. */
function retry(
  edit: EditIn<'assembling'>,
  { part, again }: Extract<EditEvent, { type: 'part_retried' }>,
  now: Millis,
): Moved | null {
  if (edit.stoppedBy !== null || edit.withoutFailed || !edit.parts.some(({ id }) => id === part)) return null;
  const parts = edit.parts.map((each) => (each.id === part ? { ...each, id: again.id } : each));
  return { ...moved({ ...next(edit, now), parts, decideBy: null }), parts: [again] };
}

/** It ends without a take of the whole. */
function lost(edit: EditIn<'assembling'>, reason: Reason, now: Millis): Moved {
  const { stoppedBy: by } = edit;
  if (by === null) return end(edit, 'failed', reason, now);
  const { edit: ended, ...rest } = end(edit, 'failed', ifStopped(reason), now);
  return { ...rest, edit: { ...(ended as EditIn<'failed'>), state: 'cancelled', by } };
}

/** Who cancelled it knows why there is no take, unless there are takes. */
function ifStopped(reason: Reason): Reason {
  if (reason.code === 'parts_not_joined') return reason;
  const charged = reason.code === 'parts_failed' && reason.charged;
  return { code: 'cancelled', ...(charged ? { charged } : {}) };
}

/** Whether the whole goes on to have this part in it. Who went on without a part may see it come all the same, too late. */
export function awaits(whole: Edit, part: EditId): boolean {
  return whole.state === 'assembling' && !whole.withoutFailed && whole.parts.some(({ id }) => id === part);
}

/** A part is shown on its own only when somebody wants it, or it comes too late for the whole. */
export function show(edit: EditIn<'delivered' | 'delivering'>, now: Millis): Moved | null {
  if (!edit.partOf || edit.shown) return null;
  return moved({ ...next(edit, now), state: 'delivering', shown: true });
}

/** Parts that the provider may already work on are waited for; what they make is shown. */
export function stop(edit: EditIn<'assembling'>, by: string, now: Millis): Moved | null {
  return edit.stoppedBy === null ? moved({ ...next(edit, now), stoppedBy: by }) : null;
}
