import type { Millis } from '../clock.ts';
import type { Model } from '../providers/model.ts';
import type { Micros } from './micros.ts';
import { quoteFor } from './price.ts';
import type { Quote } from './quote.ts';

/** A beginning of a clip that there is room for, where there is none for all of it. */
export interface Shorter {
  /** Length of the beginning. */
  toMs: Millis;
  quote: Quote;
}

const STEP_MS = 500;
/** A cut may keep a frame more than it was told; down to the slowest that any model takes. */
export const FRAME_ROOM_MS = 50;

/**
 * The longest beginning of a clip, in half seconds, that costs `room` at most and that the model takes; null when there is
 * none. Its quote holds until `validUntil`, like that of the whole.
 */
export function longestWithin(
  room: Micros,
  model: Pick<Model, 'key' | 'price' | 'limits'>,
  clipMs: Millis,
  { validUntil }: Pick<Quote, 'validUntil'>,
): Shorter | null {
  const least = model.limits.durationMs.min + FRAME_ROOM_MS;
  const most = Math.min(clipMs - STEP_MS, model.limits.durationMs.max);
  for (let toMs = Math.floor(most / STEP_MS) * STEP_MS; toMs >= least; toMs -= STEP_MS) {
    const quote = quoteFor(model, toMs, validUntil, 0);
    if (quote.amount <= room) return { toMs, quote };
  }
  return null;
}
