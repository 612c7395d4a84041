import type { Millis } from '../clock.ts';
import type { Model } from '../providers/model.ts';
import { wholeSeconds } from '../providers/whole-seconds.ts';
import { type Micros, micros } from './micros.ts';
import type { Quote } from './quote.ts';

const CENT = 10_000;

/**
 * What an edit of a clip costs by the model's price rule: the clip's length to the nearest millisecond, or in whole
 * seconds where the rule says so, and doubled where the result counts as well; kept within what is billed at least and at
 * most, times the price of a second. The exact total is rounded up to a whole cent, so that people read the amount that is held, and the bill is never above
 * the quote: 8.4 s at $0.36 is $3.024, quoted $3.03.
 */
export function quoteFor(
  model: Pick<Model, 'key' | 'price'>,
  durationMs: number,
  now: Millis,
  holdsForMs: number,
): Quote {
  const { perSecond, billedMs: range, readOn } = model.price;
  const lengthMs = model.price.wholeSeconds ? wholeSeconds(durationMs) * 1_000 : Math.round(durationMs);
  const countedMs = model.price.counts === 'clip and result' ? lengthMs * 2 : lengthMs;
  const billedMs = Math.min(Math.max(countedMs, range.min), range.max);
  return {
    // Multiplied before it is divided: whole numbers all the way.
    amount: micros(roundUp(micros(perSecond * billedMs), CENT * 1_000) / 1_000),
    model: model.key,
    billedMs,
    perSecond,
    source: model.price.setBy ?? 'list',
    readOn,
    validUntil: now + holdsForMs,
  };
}

/**
 * The same quote at the price the provider just named, again rounded up to the cent. Null means that it named none:
 * the quote stands as it is.
 */
export function withLivePrice(quote: Quote, live: Micros | null): Quote {
  if (live === null) return quote;
  return {
    ...quote,
    amount: micros(roundUp(live, CENT)),
    perSecond: micros(Math.round((live * 1_000) / quote.billedMs)),
    source: 'live',
  };
}

/** The price of several edits together, as long as the price of each holds. @param quotes at least one */
export function sumOfQuotes(quotes: readonly Quote[]): Quote {
  const [first] = quotes;
  if (!first) throw new RangeError('a sum has parts');
  const total = (of: (quote: Quote) => number) => quotes.reduce((sum, quote) => sum + of(quote), 0);
  return {
    ...first,
    amount: micros(total(({ amount }) => amount)),
    billedMs: total(({ billedMs }) => billedMs),
    validUntil: Math.min(...quotes.map(({ validUntil }) => validUntil)),
  };
}

function roundUp(value: number, unit: number): number {
  const over = value % unit;
  return over === 0 ? value : value - over + unit;
}
