import type { Millis } from '../clock.ts';
import { approvalsNeeded, type Obstacle, type Policy } from '../money/policy.ts';
import type { Quote } from '../money/quote.ts';
import type { Shorter } from '../money/shorter.ts';
import type { KeptFile } from './edit.ts';

/** What approvers were asked about one quote, and what they said. A new quote needs a new one. */
export interface Approval {
  obstacle: Obstacle;
  /** How many different people must agree. */
  needed: number;
  askedAt: Millis;
  expiresAt: Millis;
  /** When it is put once more; null or left out: never. */
  remindAt?: Millis | null;
  /** When it was. */
  remindedAt?: Millis;
  /** How often this edit has been asked for, each time at another price; left out: once. */
  round?: number;
  /** A beginning of the clip that there is room for, which may be approved instead; left out where there is none. */
  shorter?: Shorter;
  decisions: readonly Decision[];
  /** Of the clip, in the edit's folder; left out when none could be made. */
  picture?: KeptFile;
}

/** One approver's yes. */
export interface Decision {
  by: string;
  at: Millis;
  /** Why it may break a cap; null where no cap is broken. */
  exception: string | null;
  /** The length that it was cut to instead; left out where all of it was approved. */
  shorter?: Millis;
}

/** The question for one quote. It is open no longer than the price holds. */
export function newApproval(
  obstacle: Obstacle,
  quote: Quote,
  policy: Pick<Policy, 'twoApprovalsFrom' | 'expiresAfterMs' | 'remindBeforeMs'>,
  now: Millis,
  {
    askedBefore = 0,
    shorter,
    picture,
  }: { askedBefore?: number | undefined; shorter?: Shorter | null; picture?: KeptFile | null } = {},
): Approval {
  const expiresAt = Math.min(now + policy.expiresAfterMs, quote.validUntil);
  return {
    obstacle,
    needed: approvalsNeeded(policy, quote.amount),
    askedAt: now,
    expiresAt,
    remindAt: reminder(policy.remindBeforeMs, now, expiresAt),
    ...(askedBefore > 0 ? { round: askedBefore + 1 } : {}),
    ...(shorter ? { shorter } : {}),
    decisions: [],
    ...(picture ? { picture } : {}),
  };
}

/** So long before the end, but not before half of the time is over. */
function reminder(beforeMs: Millis, now: Millis, expiresAt: Millis): Millis | null {
  return beforeMs === 0 ? null : Math.max(expiresAt - beforeMs, now + (expiresAt - now) / 2);
}

/** When an open question is to be looked at next: to remind of it, or to end it. */
export function nextLook({ remindAt, remindedAt, expiresAt }: Approval): Millis {
  return remindAt && remindedAt === undefined ? remindAt : expiresAt;
}
