import type { Millis } from '../clock.ts';
import type { Micros } from '../money/micros.ts';
import { adjustmentOf, agrees } from '../money/settlement.ts';
import { chargedFor } from './charged.ts';
import type { EditIn } from './edit.ts';
import { type Moved, moved } from './moved.ts';

/**
 * The provider's bill of an edit that is over, read once. A take is charged as the bill says. What brought none stays as
 * it was booked: that it was billed otherwise is for the operator.
 */
export function bill(
  edit: EditIn<'delivered' | 'failed' | 'cancelled'>,
  amount: Micros,
  now: Millis,
): Moved | null {
  if (edit.bill || !edit.prediction) return null;
  if (edit.state !== 'delivered')
    return moved({ ...edit, bill: { amount, before: chargedFor(edit), at: now } });
  const { charged, hold } = edit;
  const billed = { ...edit, bill: { amount, before: charged, at: now } };
  if (!hold || agrees(charged, amount)) return moved(billed);
  return moved({ ...billed, charged: amount }, ...adjustmentOf(hold, charged, amount));
}
