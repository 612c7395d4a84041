import type { Checked } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import type { Rules } from './rules.ts';

/** Why the ceilings of a single edit forbid this one, whatever the caps and the approvers say; null when they do not. */
export function overCeiling(
  { maxPrice, maxClipMs }: Pick<Rules, 'maxPrice' | 'maxClipMs'>,
  { quote, clip, parts }: Pick<Checked, 'quote' | 'clip' | 'parts'>,
): Reason | null {
  if (maxPrice !== null && quote.amount > maxPrice)
    return { code: 'over_ceiling', price: quote.amount, ceiling: maxPrice };
  // Of a clip in parts only those are edited, which need not be all of it.
  const edited = parts?.map((part) => part.clip) ?? [clip];
  const durationMs = edited.reduce((sum, { facts }) => sum + facts.durationMs, 0);
  return maxClipMs !== null && durationMs > maxClipMs
    ? { code: 'over_length', durationMs, limitMs: maxClipMs }
    : null;
}
