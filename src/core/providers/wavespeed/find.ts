import type { Millis } from '../../clock.ts';
import type { Submission } from '../provider.ts';
import { type ListedPrediction, ListedPredictions } from './answers.ts';
import type { WaveSpeedApi } from './api.ts';
import { inputOf, type WaveSpeedInput } from './input.ts';

/** How far the clocks of the API and of this machine may be apart. */
const SKEW_MS = 10 * 60_000;
/** A submission whose answer was lost was made, if at all, within this time. */
const MADE_WITHIN_MS = 5 * 60_000;
/** How much of the list is read. */
export const SEARCHED = { pages: 10, pageSize: 100 } as const;
/** What the API may leave out of what it lists, because it is what it takes for granted. */
const DEFAULTS: Readonly<Record<string, unknown>> = { images: [], keep_original_sound: true };

/**
 * Looks through the list of the account's predictions, which reaches back seven days, for those of a submission whose
 * answer was lost: wholly equal inputs, around its time. The address of its clip is among them, which only this
 * deployment knows, but which several edits of the same clip may share; that none takes another's is decided where ids
 * are given to edits. A prediction that does not show its inputs is never taken for ours, not even when it is the only
 * one in the window: other programs may share the account, and a wrong guess would deliver a stranger's take and charge
 * for it, while the answer that there is none only asks a human.
 */
export async function findPredictions(
  api: WaveSpeedApi,
  submission: Submission,
  since: Millis,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { id: model } = submission.model;
  const sent = inputOf(submission);
  const window = {
    created_after: new Date(since - SKEW_MS).toISOString(),
    created_before: new Date(since + MADE_WITHIN_MS + SKEW_MS).toISOString(),
  };
  const found: ListedPrediction[] = [];
  for (let page = 1; page <= SEARCHED.pages; page += 1) {
    const json = { page, page_size: SEARCHED.pageSize, model, ...window };
    const question = { method: 'POST', path: '/predictions', json, purpose: 'list predictions' } as const;
    const { items } = await api.get(question, ListedPredictions, signal);
    found.push(...items.filter((item) => (item.model ?? model) === model && isMadeOf(item, sent)));
    if (items.length < SEARCHED.pageSize) break;
  }
  return found.sort((a, b) => unlikely(a, since) - unlikely(b, since)).map(({ id }) => id);
}

/** Fields that were not sent may have been filled in. */
function isMadeOf({ inputs, input }: ListedPrediction, sent: WaveSpeedInput): boolean {
  const listed = inputs ?? input;
  if (!listed) return false;
  return Object.entries(sent).every(([name, value]) => isSame(listed[name] ?? DEFAULTS[name], value));
}

function isSame(listed: unknown, sent: unknown): boolean {
  const plain = (value: unknown) => JSON.stringify(typeof value === 'string' ? value.trim() : value);
  return plain(listed) === plain(sent);
}

/** Those made soonest after the submission left come first; those made before it, by a clock that is behind, last. */
function unlikely({ created_at: made }: ListedPrediction, since: Millis): number {
  const after = made ? Date.parse(made) - since : Number.NaN;
  if (Number.isNaN(after)) return Number.MAX_SAFE_INTEGER;
  return after >= 0 ? after : MADE_WITHIN_MS + SKEW_MS - after;
}
