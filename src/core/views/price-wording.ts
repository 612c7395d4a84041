import { formatDollars } from '../money/micros.ts';
import type { Quote } from '../money/quote.ts';
import { seconds } from './figures.ts';

/** Why a quote is what it is: "8.4 s × $0.36/s, Kling O3 Pro, final". */
export function priceReason(
  { billedMs, perSecond }: Pick<Quote, 'billedMs' | 'perSecond'>,
  model: { title: string; quality: string },
): string {
  return `${seconds(billedMs)} × ${perSecondText(perSecond)}, ${model.title}, ${model.quality}`;
}

/** Prices of a second have fractions of a cent. */
function perSecondText(perSecond: Quote['perSecond']): string {
  const exact =
    perSecond % 10_000 === 0 ? formatDollars(perSecond) : `$${(perSecond / 1_000_000).toString()}`;
  return `${exact}/s`;
}
