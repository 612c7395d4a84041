import type { Balance, Cap } from './ledger.ts';
import { add, type Micros, subtract } from './micros.ts';

/** What may still be held under a cap. Negative once a cap was lowered below what is already held and posted. */
export function roomLeft(cap: Cap, balance: Balance): Micros {
  return subtract(cap.limit, add(balance.posted, balance.held));
}
