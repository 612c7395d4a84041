import type { Millis } from '../clock.ts';
import { quoteFor, sumOfQuotes } from '../money/price.ts';
import type { Quote } from '../money/quote.ts';
import type { Model } from '../providers/model.ts';
import type { Checked, Wish } from './edit.ts';
import type { EditEvent } from './event.ts';
import { billableMs } from './result-options.ts';

/**
 * The edit at its price by the list as it is now. A price that the provider itself named stays, because it is asked again
 * before anything is submitted. A part is as long as it is, whatever length was asked for of the whole.
 */
export function quotedAnew(
  { wish, clip, quote, parts }: Pick<Checked, 'clip' | 'quote' | 'parts'> & { wish: Wish },
  model: Pick<Model, 'key' | 'price'>,
  now: Millis,
  holdsForMs: Millis,
): EditEvent & { type: 'requoted' } {
  const priceOf = (lengthMs: Millis): Quote => quoteFor(model, lengthMs, now, holdsForMs);
  if (parts) {
    const priced = parts.map((part) => ({ ...part, quote: priceOf(part.clip.facts.durationMs) }));
    return { type: 'requoted', quote: sumOfQuotes(priced.map((part) => part.quote)), parts: priced };
  }
  if (quote.source === 'live') return { type: 'requoted', quote: { ...quote, validUntil: now + holdsForMs } };
  return { type: 'requoted', quote: priceOf(billableMs(wish, clip.facts.durationMs)) };
}
