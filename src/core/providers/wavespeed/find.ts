import type { Millis } from '../../clock.ts';
import type { Submission } from '../provider.ts';
import { type ListedPrediction, ListedPredictions } from './answers.ts';
import type { WaveSpeedApi } from './api.ts';

/** How far the clocks of the API and of this machine may be apart. */
const SKEW_MS = 10 * 60_000;
/** A submission whose answer was lost was made, if at all, within this time. */
const MADE_WITHIN_MS = 5 * 60_000;
const PAGE_SIZE = 100;
const MOST_PAGES = 10;

/**
 * Looks through the list of the account's predictions, which reaches back seven days, for the one of a submission
 * whose answer was lost. It is recognised by the address of its clip alone: every upload has one of its own, so no
 * other prediction can have it. Time and model only narrow the search. A prediction that does not show its inputs is
 * never taken for ours, not even when it is the only one in the window: other programs may share the account, and a
 * wrong guess would deliver a stranger's take and charge for it, while the answer null only asks a human.
 */
export async function findPrediction(
  api: WaveSpeedApi,
  { model, inputs }: Submission,
  since: Millis,
  signal: AbortSignal,
): Promise<{ predictionId: string } | null> {
  const window = {
    created_after: new Date(since - SKEW_MS).toISOString(),
    created_before: new Date(since + MADE_WITHIN_MS + SKEW_MS).toISOString(),
  };
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const json = { page, page_size: PAGE_SIZE, model: model.id, ...window };
    const question = { method: 'POST', path: '/predictions', json, purpose: 'list predictions' } as const;
    const { items } = await api.get(question, ListedPredictions, signal);
    const found = items.find((item) => clipOf(item) === inputs.videoUrl);
    if (found) return { predictionId: found.id };
    if (items.length < PAGE_SIZE) return null;
  }
  return null;
}

function clipOf({ inputs, input }: ListedPrediction): string | undefined {
  return inputs?.video ?? input?.video;
}
