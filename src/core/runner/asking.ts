import type { Millis } from '../clock.ts';
import { newApproval } from '../edit/approval.ts';
import type { EditIn } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import { quotedAnew } from '../edit/requoting.ts';
import { roomLeft } from '../money/balance.ts';
import { capsOn } from '../money/budget.ts';
import { micros } from '../money/micros.ts';
import { approvalsNeeded, type Obstacle } from '../money/policy.ts';
import type { Quote } from '../money/quote.ts';
import type { Rules } from '../money/rules.ts';
import { longestWithin, type Shorter } from '../money/shorter.ts';
import { type Kit, MINUTE_MS, modelOf } from './kit.ts';
import { stillOf } from './still.ts';

/**
 * Puts the question to the approvers, with what they may choose instead. A question is open no longer than its price
 * holds, so that one whose price is about to end is priced anew first: approvers get the time that the policy gives them.
 */
export async function askFor(
  obstacle: Obstacle,
  edit: EditIn<'quoted'>,
  rules: Rules,
  kit: Kit,
  signal: AbortSignal,
): Promise<EditEvent> {
  const { quote, askedBefore } = edit;
  const { quoteHoldsMs } = kit.settings;
  const now = kit.clock.now();
  if (endsTooSoon(quote, Math.min(rules.expiresAfterMs, quoteHoldsMs), now))
    return quotedAnew(edit, modelOf(edit, kit), now, quoteHoldsMs);
  const picture = await stillOf(edit, kit, signal);
  const shorter = await offerShorter(edit, rules, kit);
  const approval = newApproval(obstacle, quote, rules, kit.clock.now(), { askedBefore, shorter, picture });
  return { type: 'approval_asked', approval };
}

/** By more than what passes between a new price and its question. */
function endsTooSoon({ validUntil }: Quote, wantedMs: Millis, now: Millis): boolean {
  return validUntil - now < wantedMs - Math.min(MINUTE_MS, wantedMs / 2);
}

/**
 * What approvers may choose where the caps have no room for the whole clip: the longest beginning that fits in all of
 * them. Null where there is room, where none fits, where one approver would not be enough, and for clips in parts,
 * for a part, which has to be as long as its gap, and for results of a chosen length, which a shorter clip does not make
 * cheaper.
 */
async function offerShorter(edit: EditIn<'quoted'>, rules: Rules, kit: Kit): Promise<Shorter | null> {
  if (edit.parts || edit.partOf || edit.wish.seconds !== undefined) return null;
  const caps = capsOn(rules, edit, kit.clock.now());
  const rooms = await Promise.all(caps.map(async (cap) => roomLeft(cap, await kit.store.balance(cap))));
  const room = Math.min(...rooms);
  if (edit.quote.amount <= room || room <= 0) return null;
  const offer = longestWithin(micros(room), modelOf(edit, kit), edit.clip.facts.durationMs, edit.quote);
  return offer && approvalsNeeded(rules, offer.quote.amount) === 1 ? offer : null;
}
