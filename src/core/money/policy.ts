import type { Millis } from '../clock.ts';
import type { Micros } from './micros.ts';

/** A team's rules: what runs at once, what needs an approval, by whom, until when. */
export interface Policy {
  /** Edits up to this price run without an approval, as long as every cap has room. */
  autoApproveUpTo: Micros;
  /** Whether an edit that no cap has room for may be asked for, or is refused. */
  overCap: 'ask' | 'refuse';
  /** From this price on two different people must approve; null: one is enough at any price. */
  twoApprovalsFrom: Micros | null;
  /** Whether people may approve what they asked for themselves. */
  selfApproval: boolean;
  /** By platform, its ids of people and groups. Nobody named on a platform: the admins of the workspace. */
  approvers: Readonly<Record<string, readonly string[]>>;
  expiresAfterMs: Millis;
}

/** What stands between an edit and its start. */
export type Obstacle = 'price' | 'cap';

/** Whether this price needs an approval, caps aside. */
export function needsApproval(policy: Policy, amount: Micros): boolean {
  return amount > policy.autoApproveUpTo;
}

/** How many different people must approve this price. */
export function approvalsNeeded(policy: Policy, amount: Micros): 1 | 2 {
  return policy.twoApprovalsFrom !== null && amount >= policy.twoApprovalsFrom ? 2 : 1;
}
