import { dollarsToMicros, type Micros, micros } from '../../money/micros.ts';
import type { SubmittedPrediction } from '../provider.ts';
import { type BillItem, BillPage } from './answers.ts';
import type { WaveSpeedApi } from './api.ts';

/** How far the clocks of the API and of this machine may be apart. */
const SKEW_MS = 10 * 60_000;
/** A prediction is charged, or refunded, within this time of its submission. */
const BILLED_WITHIN_MS = 24 * 3_600_000;
/** How much of the list is read. */
export const BILL_READ = { pages: 20, pageSize: 100 } as const;

/** What the account was charged for a prediction, refunds taken off; null while the bill does not name it. */
export async function chargedFor(
  api: WaveSpeedApi,
  { id, submittedAt }: SubmittedPrediction,
  signal: AbortSignal,
): Promise<Micros | null> {
  const window = {
    start_time: new Date(submittedAt - SKEW_MS).toISOString(),
    end_time: new Date(submittedAt + BILLED_WITHIN_MS).toISOString(),
  };
  const charges: Micros[] = [];
  for (let page = 1; page <= BILL_READ.pages; page += 1) {
    const json = { page, page_size: BILL_READ.pageSize, ...window };
    const question = { method: 'POST', path: '/billings/search', json, purpose: 'show the bill' } as const;
    const { items } = await api.get(question, BillPage, signal);
    charges.push(...items.filter(({ prediction }) => prediction?.uuid === id).map(amountOf));
    if (items.length < BILL_READ.pageSize) break;
  }
  return charges.length === 0
    ? null
    : micros(
        Math.max(
          0,
          charges.reduce((sum, each) => sum + each, 0),
        ),
      );
}

function amountOf({ price, billing_type: type }: BillItem): Micros {
  const amount = dollarsToMicros(Math.abs(price));
  return type && /refund|return/i.test(type) ? micros(-amount) : amount;
}
