import type { Millis } from '../clock.ts';
import type { Micros } from './micros.ts';

/** A team's rules of asking: what runs at once, what needs an approval, by whom, until when. */
export interface Policy {
  /** Edits up to this price run without an approval, as long as every cap has room. */
  autoApproveUpTo: Micros;
  /** Whether an edit that no cap has room for may be asked for, or is refused. */
  overCap: 'ask' | 'refuse';
  /**
   * What becomes of an edit whose provider lets it down before anything was submitted: the next provider is offered in its
   * thread, or it goes on there by itself, at the price there and by the same rules.
   */
  nextProvider: 'offer' | 'automatic';
  /** From this price on two different people must approve; null: one is enough at any price. */
  twoApprovalsFrom: Micros | null;
  /** Whether people may approve what they asked for themselves. */
  selfApproval: boolean;
  /** The platform's ids of people and groups. Nobody named: the admins of the workspace, so that it is never nobody. */
  approvers: readonly string[];
  /** Who may change these rules beside the admins of the workspace: ids of people and groups. */
  budgetOwners: readonly string[];
  expiresAfterMs: Millis;
  /** How long before it expires a question is put once more; 0: never. */
  remindBeforeMs: Millis;
  /** How full a cap is, in per cent, when the team is told, once per cap and period. */
  alertsAt: readonly number[];
}

/** What stands between an edit and its start. */
export type Obstacle = 'price' | 'cap';

/** Whether this price needs an approval, caps aside. */
export function needsApproval(policy: Pick<Policy, 'autoApproveUpTo'>, amount: Micros): boolean {
  return amount > policy.autoApproveUpTo;
}

/** How many different people must approve this price. */
export function approvalsNeeded(policy: Pick<Policy, 'twoApprovalsFrom'>, amount: Micros): 1 | 2 {
  return policy.twoApprovalsFrom !== null && amount >= policy.twoApprovalsFrom ? 2 : 1;
}
