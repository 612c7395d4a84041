import { failpoint } from '#failpoint';
import type { EditIn, Take } from '../../edit/edit.ts';
import type { EditEvent } from '../../edit/event.ts';
import { DownloadError } from '../../media/download-error.ts';
import { MediaError } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import type { Micros } from '../../money/micros.ts';
import { type Kit, type Outcome, providerOf, type StepOf } from '../kit.ts';
import { withRightSound } from '../mending.ts';
import { nextTakeNumber, takeName } from '../take-name.ts';

/** Of a take, and of the time it may need. */
export const TAKE_LIMITS = { bytes: 2_000_000_000, connectMs: 10_000, stallMs: 60_000, totalMs: 30 * 60_000 };

/** Fetching: brings the take home. The addresses are read anew each time, because they expire. */
export const fetchTake: StepOf<'fetching'> = async (edit, kit, signal) => {
  const status = await providerOf(edit, kit).read(edit.prediction.id, signal);
  const url = status.kind === 'completed' ? status.outputs[0] : undefined;
  if (!url) return tryAgainOr(edit, kit, { type: 'take_lost', reason: { code: 'take_expired' } });
  try {
    const path = kit.workspace.pathFor(edit.id, 'take');
    failpoint('download.before');
    await kit.downloader.download({ url }, path, TAKE_LIMITS, signal);
    failpoint('download.after');
    const made = { file: 'take', facts: await probe(kit.media, path, signal) };
    const right = await withRightSound(edit, made, kit, signal);
    const number = await nextTakeNumber(edit, kit);
    const take: Take = {
      name: takeName(edit.clip.name, number),
      ...right,
      number,
      sensitive: edit.sensitive,
    };
    const withheld = edit.sensitive && kit.settings.sensitiveTakes === 'withhold' ? 'sensitive' : null;
    const billed = await billedFor(edit, kit, signal);
    return { event: { type: 'take_fetched', take, withheld, billed } };
  } catch (error) {
    return afterFailure(error, edit, kit);
  }
};

/** Without an answer the quoted price is charged, and the bill is looked at again later. */
async function billedFor(edit: EditIn<'fetching'>, kit: Kit, signal: AbortSignal): Promise<Micros | null> {
  try {
    return (await providerOf(edit, kit).charged?.(edit.prediction, signal)) ?? null;
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, err: error }, 'the provider did not show its bill');
    return null;
  }
}

function afterFailure(error: unknown, edit: EditIn<'fetching'>, kit: Kit): Outcome {
  if (error instanceof MediaError && !error.retryable)
    return tryAgainOr(edit, kit, { type: 'take_lost', reason: { code: 'take_unusable' } });
  if (!(error instanceof DownloadError)) throw error;
  if (!error.retryable) return tryAgainOr(edit, kit, { type: 'take_lost', reason: { code: 'take_expired' } });
  return { event: { type: 'troubled', reason: { code: 'take_expired' }, retryAfterMs: null } };
}

/** What was paid for is looked for by the clock: a provider whose own parts lag behind each other needs time, not tries. */
function tryAgainOr(
  edit: EditIn<'fetching'>,
  { clock, settings }: Kit,
  event: EditEvent & { type: 'take_lost' },
): Outcome {
  if (clock.now() - edit.since >= settings.takeLostAfterMs) return { event };
  return { event: { type: 'troubled', reason: event.reason, retryAfterMs: null } };
}
