import type { Millis } from '../clock.ts';
import { approvalsNeeded, type Obstacle, type Policy } from '../money/policy.ts';
import type { Quote } from '../money/quote.ts';

/** What approvers were asked about one quote, and what they said. A new quote needs a new one. */
export interface Approval {
  obstacle: Obstacle;
  /** How many different people must agree. */
  needed: number;
  askedAt: Millis;
  expiresAt: Millis;
  decisions: readonly Decision[];
}

/** One approver's yes. */
export interface Decision {
  by: string;
  at: Millis;
  /** Why it may break a cap; null where no cap is broken. */
  exception: string | null;
}

/** The question for one quote. It is open no longer than the price holds. */
export function newApproval(obstacle: Obstacle, quote: Quote, policy: Policy, now: Millis): Approval {
  return {
    obstacle,
    needed: approvalsNeeded(policy, quote.amount),
    askedAt: now,
    expiresAt: Math.min(now + policy.expiresAfterMs, quote.validUntil),
    decisions: [],
  };
}
