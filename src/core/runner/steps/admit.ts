import { nextLook } from '../../edit/approval.ts';
import { quotedAnew } from '../../edit/requoting.ts';
import { holdFor } from '../../money/budget.ts';
import { overCeiling } from '../../money/ceilings.ts';
import { needsApproval } from '../../money/policy.ts';
import { askFor } from '../asking.ts';
import { modelOf, PAUSED_LOOK_MS, type StepOf } from '../kit.ts';

/**
 * Quoted: sets the money aside in every cap that covers the edit, asks the approvers where the policy wants that, or
 * rests while only the price was asked for.
 */
export const admit: StepOf<'quoted'> = async (edit, kit, signal) => {
  const now = kit.clock.now();
  const { quote, wish } = edit;
  if (now >= quote.validUntil) {
    if (wish.quoteOnly) return { event: { type: 'quote_expired' } };
    return { event: quotedAnew(edit, modelOf(edit, kit), now, kit.settings.quoteHoldsMs) };
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
