import { ulid } from 'ulid';
import { quoteFor } from '../../money/price.ts';
import { modelOf, type StepOf } from '../kit.ts';

/** Quoted: sets the money aside in every cap that covers the edit, or rests while only the price was asked for. */
export const admit: StepOf<'quoted'> = async (edit, kit) => {
  const now = kit.clock.now();
  const { quote, wish, clip } = edit;
  if (now >= quote.validUntil) {
    if (wish.quoteOnly) return { event: { type: 'quote_expired' } };
    const fresh = quoteFor(modelOf(edit, kit), clip.facts.durationMs, now, kit.settings.quoteHoldsMs);
    return { event: { type: 'requoted', quote: fresh } };
  }
  if (wish.quoteOnly) return { later: quote.validUntil };
  const accounts = kit.budget.capsOn(edit.place, now).map(({ scope, period }) => ({ scope, period }));
  return { event: { type: 'admitted', hold: { id: ulid(now), amount: quote.amount, accounts } } };
};
