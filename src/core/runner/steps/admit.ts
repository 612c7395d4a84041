import { nextLook } from '../../edit/approval.ts';
import type { Clip } from '../../edit/clip.ts';
import { billableMs } from '../../edit/result-options.ts';
import { holdFor } from '../../money/budget.ts';
import { overCeiling } from '../../money/ceilings.ts';
import { needsApproval } from '../../money/policy.ts';
import { quoteFor, sumOfQuotes } from '../../money/price.ts';
import { askFor } from '../asking.ts';
import { modelOf, PAUSED_LOOK_MS, type StepOf } from '../kit.ts';

/**
 * Quoted: sets the money aside in every cap that covers the edit, asks the approvers where the policy wants that, or
 * rests while only the price was asked for.
 */
export const admit: StepOf<'quoted'> = async (edit, kit, signal) => {
  const now = kit.clock.now();
  const { quote, wish, clip } = edit;
  if (now >= quote.validUntil) {
    if (wish.quoteOnly) return { event: { type: 'quote_expired' } };
    const priceOf = ({ facts }: Clip) =>
      quoteFor(modelOf(edit, kit), billableMs(wish, facts.durationMs), now, kit.settings.quoteHoldsMs);
    if (!edit.parts) return { event: { type: 'requoted', quote: priceOf(clip) } };
    const parts = edit.parts.map((part) => ({ ...part, quote: priceOf(part.clip) }));
    return { event: { type: 'requoted', quote: sumOfQuotes(parts.map((part) => part.quote)), parts } };
  }
  if (wish.quoteOnly) return { later: quote.validUntil };
  const rules = await kit.rules.at(edit.place);
  const forbidden = overCeiling(rules, edit);
  if (forbidden) return { event: { type: 'refused', reason: forbidden }, rules };
  if (rules.paused) return { later: now + PAUSED_LOOK_MS };
  if (needsApproval(rules, quote.amount))
    return { event: await askFor('price', edit, rules, kit, signal), rules };
  return { event: { type: 'admitted', hold: holdFor(rules, edit, quote.amount, now) }, rules };
};

/** Awaiting an approval: due when the approvers are to be called once more, and when nobody has decided in time. */
export const expireApproval: StepOf<'awaiting_approval'> = async ({ approval }, kit) => {
  const now = kit.clock.now();
  if (now >= approval.expiresAt) return { event: { type: 'approval_expired' } };
  const look = nextLook(approval);
  if (look === approval.expiresAt || now < look) return { later: look };
  return { event: { type: 'reminded' } };
};
