import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { decide } from '../deciding.ts';
import type { Edit } from '../edit/edit.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { formatDollars } from './micros.ts';
import { agrees } from './settlement.ts';

interface Parts {
  store: Store;
  clock: Clock;
  /** Null for a model whose provider is not configured any more. */
  providerOf(model: string): Provider | null;
  logger: Logger;
  changed(edit: Edit): void;
}

const HOUR_MS = 60 * 60_000;
/** Bills may lag behind; after a week nothing of them changes any more. */
const SOONEST_MS = 10 * 60_000;
const LATEST_MS = 7 * 24 * HOUR_MS;
const ASK_MS = 20_000;
const MOST = 500;

/**
 * Holds what was charged for the edits of the last days against the provider's bill, once for each. A difference is
 * booked as an adjustment and shown in the thread; every disagreement is logged, and listed by `npm run ledger -- bills`.
 * Resolves with the edits that disagree. Providers that show no bill are left out.
 */
export async function reconcile(parts: Parts): Promise<readonly Edit[]> {
  const { store, clock } = parts;
  const now = clock.now();
  const edits = await store.unbilled(now - LATEST_MS, now - SOONEST_MS, MOST);
  const apart: Edit[] = [];
  for (const edit of edits) {
    const compared = await compare(edit, parts);
    if (compared && differs(compared)) apart.push(compared);
  }
  return apart;
}

/** Whether the bill of an edit said something else than its charge did until then. */
export function differs(edit: Edit): boolean {
  return 'bill' in edit && edit.bill !== undefined && !agrees(edit.bill.before, edit.bill.amount);
}

/** The edit with its bill; null while there is none. */
async function compare(edit: Edit, { providerOf, logger, ...parts }: Parts): Promise<Edit | null> {
  const prediction = 'prediction' in edit ? edit.prediction : null;
  if (!prediction) return null;
  try {
    const charged = await providerOf(edit.wish.model)?.charged?.(prediction, AbortSignal.timeout(ASK_MS));
    if (charged === undefined || charged === null) return null;
    const decided = await decide(
      edit,
      'recut',
      () => ({ type: 'billed', amount: charged }),
      { caps: [] },
      parts,
    );
    if (decided.kind !== 'done') return null;
    if (differs(decided.edit))
      logger.warn({ edit: edit.id, billed: formatDollars(charged) }, 'the bill differs from the charge');
    return decided.edit;
  } catch (error) {
    logger.warn({ edit: edit.id, err: error }, 'could not compare an edit with its bill');
    return null;
  }
}

/** Once a day, first soon after the start. */
export function keepReconciling(parts: Parts): () => void {
  const run = () =>
    void reconcile(parts).catch((error: unknown) => {
      parts.logger.error({ err: error }, 'could not compare the ledger with the bills');
    });
  run();
  const timer = setInterval(run, 24 * HOUR_MS);
  return () => clearInterval(timer);
}
