import type { Millis } from '../clock.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import { type Edit, type EditIn, hasEnded } from './edit.ts';
import { elsewhere, takesAsItIs } from './elsewhere.ts';
import type { EditEvent } from './event.ts';
import { type Moved, moved, next } from './moved.ts';

/** The parts of a clip that can go on at the next provider, and the model there. */
export interface PartsElsewhere {
  model: Model;
  /** Those that wait for their provider, or that it let down: nothing was submitted for any of them. */
  parts: readonly Edit[];
}

/**
 * Where the parts go on of which nothing was submitted, once the provider has let one of them down; null where nothing of
 * the kind can be offered. Parts that are made, or being made, stay as they are. While nobody knows of one of them whether
 * it was submitted, there is nothing to choose.
 */
export function partsElsewhere(
  whole: EditIn<'assembling'>,
  parts: readonly Edit[],
  catalogue: Catalogue,
): PartsElsewhere | null {
  if (whole.stoppedBy !== null || whole.withoutFailed) return null;
  if (parts.some(({ state }) => state === 'unresolved')) return null;
  const offers = parts.flatMap((part) => {
    const model = elsewhere(part, catalogue);
    return model ? [{ part, model }] : [];
  });
  const [first] = offers;
  if (!first) return null;
  const { model } = first;
  const from = first.part.wish.model;
  const letDown = offers.filter((offer) => offer.model.key === model.key).map(({ part }) => part);
  const goes = (part: Edit) =>
    part.wish.model === from && (letDown.includes(part) || (isUnsubmitted(part) && takesAsItIs(part, model)));
  return { model, parts: parts.filter(goes) };
}

/** Money is set aside for it, and nothing has left for the provider. */
export function isUnsubmitted(edit: Edit): edit is EditIn<'approved' | 'preparing' | 'submitting'> {
  const waits = edit.state === 'approved' || edit.state === 'preparing';
  return waits || (edit.state === 'submitting' && edit.attemptAt === null);
}

/**
 * A part goes on at another provider, as the edit it is: what was held for it is given back, and it is priced, held and,
 * where the policy asks for it, approved anew. An attempt that is under way leaves only by its own answer.
 */
export function movePart(
  edit: Edit,
  { model, quote, letDownBy, reason, by }: Extract<EditEvent, { type: 'part_moved' }>,
  now: Millis,
): Moved | null {
  if (edit.partOf === undefined || hasEnded(edit)) return null;
  const isOwnAnswer = by === undefined && edit.state === 'submitting';
  if (!isUnsubmitted(edit) && !isOwnAnswer) return null;
  const { hold, inputs: _inputs, attemptAt: _attempt, ...part } = next(edit as EditIn<'submitting'>, now);
  return moved(
    { ...part, letDownBy, wish: { ...edit.wish, model }, state: 'quoted', quote, approval: null },
    { kind: 'void', hold, why: reason.code },
  );
}
