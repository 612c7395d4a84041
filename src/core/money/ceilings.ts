import type { Checked } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import type { Rules } from './rules.ts';

/** Why the ceilings of a single edit forbid this one, whatever the caps and the approvers say; null when they do not. */
export function overCeiling(
  { maxPrice, maxClipMs }: Pick<Rules, 'maxPrice' | 'maxClipMs'>,
  { quote, clip }: Pick<Checked, 'quote' | 'clip'>,
): Reason | null {
  if (maxPrice !== null && quote.amount > maxPrice)
    return { code: 'over_ceiling', price: quote.amount, ceiling: maxPrice };
  const { durationMs } = clip.facts;
  return maxClipMs !== null && durationMs > maxClipMs
    ? { code: 'over_length', durationMs, limitMs: maxClipMs }
    : null;
}
