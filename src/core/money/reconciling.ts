import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { decide } from '../deciding.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { formatDollars } from './micros.ts';
import { agrees } from './settlement.ts';

interface Parts {
  store: Store;
  clock: Clock;
  /** Those that are configured; of each model the provider is the beginning of its key. */
  providers: readonly Provider[];
  logger: Logger;
  changed(edit: Edit): void;
}

const HOUR_MS = 60 * 60_000;
/** Bills may lag behind; after a week nothing of them changes any more. */
const SOONEST_MS = 10 * 60_000;
const LATEST_MS = 7 * 24 * HOUR_MS;
const ASK_MS = 20_000;
const PAGE = 500;
/** What brought no take is given back by the providers within this time: WaveSpeedAI states a day at most. */
const REFUNDED_WITHIN_MS = 25 * HOUR_MS;

/**
 * Holds what was charged for the edits of the last days against the provider's bill, once for each. A difference is
 * booked as an adjustment and shown in the thread; every disagreement is logged, and listed by `npm run ledger -- bills`.
 * Resolves with the edits that disagree. Providers that show no bill are left out, and what is billed without a take
 * counts only once it can no longer be refunded.
 */
export async function reconcile(parts: Parts): Promise<readonly Edit[]> {
  const { store, clock } = parts;
  const now = clock.now();
  const showing = parts.providers.filter(({ charged }) => charged !== undefined).map(({ name }) => name);
  const apart: Edit[] = [];
  for (let after: EditId | null = null; showing.length > 0; ) {
    const query = { providers: showing, since: now - LATEST_MS, until: now - SOONEST_MS, limit: PAGE };
    const edits: Edit[] = await store.unbilled({ ...query, after });
    for (const edit of edits) {
      const compared = await compare(edit, parts);
      if (compared && differs(compared)) apart.push(compared);
    }
    const last = edits.at(-1);
    if (!last) break;
    after = last.id;
  }
  return apart;
}

/** Whether the bill of an edit said something else than its charge did until then. */
export function differs(edit: Edit): boolean {
  return 'bill' in edit && edit.bill !== undefined && !agrees(edit.bill.before, edit.bill.amount);
}

/** The edit with its bill; null while there is none, or none that is final. */
async function compare(edit: Edit, { providers, logger, ...parts }: Parts): Promise<Edit | null> {
  const prediction = 'prediction' in edit ? edit.prediction : null;
  if (!prediction) return null;
  try {
    const provider = providers.find(({ name }) => edit.wish.model.startsWith(`${name}/`));
    const charged = await provider?.charged?.(prediction, AbortSignal.timeout(ASK_MS));
    if (charged === undefined || charged === null) return null;
    const refundedUntil = prediction.submittedAt + REFUNDED_WITHIN_MS;
    if (edit.state !== 'delivered' && charged > 0 && parts.clock.now() < refundedUntil) return null;
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
