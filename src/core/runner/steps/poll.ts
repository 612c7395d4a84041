import { failpoint } from '#failpoint';
import type { EditIn } from '../../edit/edit.ts';
import { nextPoll, similar } from '../../providers/poll-schedule.ts';
import type { PredictionStatus } from '../../providers/provider.ts';
import { ProviderError } from '../../providers/provider-error.ts';
import { type Kit, modelOf, type Outcome, providerOf, type StepOf } from '../kit.ts';
import { forgetUploads } from './hand-over.ts';
import { isOverdue } from './overdue.ts';

/** A prediction may be unknown at first where the provider's own parts lag behind each other. */
const MAY_BE_UNKNOWN_MS = 60_000;
const REMEMBERED = 200;
const FOUND_LATE_MS = 60_000;

/** Running: looks whether the provider is done, as often as the past says that it pays. */
export const poll: StepOf<'running'> = async (edit, kit, signal) => {
  if (edit.stopAskedBy !== undefined && (await isStopped(edit, kit, signal)))
    return { event: { type: 'stopped' } };
  let status: PredictionStatus;
  try {
    status = await providerOf(edit, kit).read(edit.prediction.id, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    kit.logger.warn({ edit: edit.id, err: error }, 'could not read the prediction');
    if (isOverdue(edit.since, kit)) return { event: { type: 'prediction_unknown' } };
    const { max } = modelOf(edit, kit).pollGapMs;
    return { later: kit.clock.now() + Math.max(error.retryAfterMs ?? 0, max) };
  }
  failpoint('read.after', status.kind);
  return outcomeOf(status, edit, kit);
};

/** Asks the provider to stop it; anything but its plain yes leaves the edit running, because it may yet be charged. */
async function isStopped(edit: EditIn<'running'>, kit: Kit, signal: AbortSignal): Promise<boolean> {
  try {
    return (await providerOf(edit, kit).cancel?.(edit.prediction.id, signal)) === 'cancelled';
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, err: error }, 'could not ask the provider to stop it');
    return false;
  }
}

async function outcomeOf(status: PredictionStatus, edit: EditIn<'running'>, kit: Kit): Promise<Outcome> {
  switch (status.kind) {
    case 'completed':
      await remember(edit, kit);
      return { event: { type: 'completed', sensitive: status.sensitive } };
    case 'failed':
      if (status.reason.code === 'bad_media') await forgetUploads(edit, kit);
      return { event: { type: 'prediction_failed', reason: status.reason } };
    case 'unknown':
      if (kit.clock.now() - edit.since < MAY_BE_UNKNOWN_MS) return lookAgain(edit, kit);
      return { event: { type: 'prediction_unknown' } };
    case 'working':
      if (isOverdue(edit.since, kit)) return { event: { type: 'prediction_unknown' } };
      return lookAgain(edit, kit);
  }
}

async function lookAgain(edit: EditIn<'running'>, kit: Kit): Promise<Outcome> {
  const model = modelOf(edit, kit);
  const now = kit.clock.now();
  const timings = await kit.store.timings(model.key, REMEMBERED);
  const gap = nextPoll({
    elapsedMs: now - edit.prediction.submittedAt,
    past: similar(timings, edit.clip.facts.durationMs),
    typicalMs: model.typicalMs,
    gapMs: model.pollGapMs,
    // Once it has told, or where it does not tell, looking is all there is.
    isNet: edit.inputs.webhook !== undefined && edit.calledBackAt === undefined,
  });
  return { later: now + gap };
}

/** Only what was watched from the start tells how long it took; a prediction that was lost for a while does not. */
async function remember(edit: EditIn<'running'>, kit: Kit): Promise<void> {
  const at = kit.clock.now();
  if (edit.since - edit.prediction.submittedAt > FOUND_LATE_MS) return;
  await kit.store.addTiming({
    model: edit.wish.model,
    clipMs: edit.clip.facts.durationMs,
    tookMs: at - edit.prediction.submittedAt,
    at,
  });
}
