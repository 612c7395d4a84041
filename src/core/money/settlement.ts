import type { Millis } from '../clock.ts';
import type { Hold, LedgerMove } from './ledger.ts';
import { type Micros, micros, subtract, ZERO } from './micros.ts';

const CENT = 10_000;
const WHY = "the provider's bill";

/** What the provider's bill says of a prediction. */
export interface Bill {
  amount: Micros;
  /** What had been charged here until it was read. */
  before: Micros;
  at: Millis;
}

/** Prices are rounded up to the cent, so that people read what is charged: a bill that is less than a cent apart agrees. */
export function agrees(charged: Micros, billed: Micros): boolean {
  return Math.abs(charged - billed) < CENT;
}

/** What is charged when the take is here: what was quoted, or what the bill already says where that is something else. */
export function chargeOf(quoted: Micros, billed: Micros | null): Micros {
  return billed === null || agrees(quoted, billed) ? quoted : billed;
}

/** How a charge is booked: at most the hold is posted, and what is above it is an overrun. `why`: who says so. */
export function postOf(hold: Hold, charged: Micros, why = WHY): LedgerMove[] {
  if (charged <= hold.amount) return [{ kind: 'post', hold, amount: charged }];
  const over = subtract(charged, hold.amount);
  return [
    { kind: 'post', hold, amount: hold.amount },
    { kind: 'overrun', hold, amount: over, why },
  ];
}

/**
 * How a bill that came later is booked: as an adjustment, and what it adds above the hold as an overrun. A hold is
 * overrun once: what comes on top of an overrun adjusts it.
 */
export function adjustmentOf(
  hold: Hold,
  charged: Micros,
  billed: Micros,
): Extract<LedgerMove, { kind: 'adjust' | 'overrun' }>[] {
  const over = charged > hold.amount ? ZERO : micros(Math.max(0, billed - hold.amount));
  const rest = subtract(subtract(billed, charged), over);
  return [
    ...(rest === 0 ? [] : [{ kind: 'adjust', hold, amount: rest, why: WHY } as const]),
    ...(over === 0 ? [] : [{ kind: 'overrun', hold, amount: over, why: WHY } as const]),
  ];
}
