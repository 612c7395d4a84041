import { failpoint } from '#failpoint';
import type { EditIn } from '../../edit/edit.ts';
import { type Kit, type Outcome, providerOf, type StepOf, submissionOf } from '../kit.ts';

const SOONEST_MS = 5_000;
const LATEST_MS = 10 * 60_000;
/** Our clock and the provider's may differ by this much. */
const CLOCK_SKEW_MS = 60_000;

/** Unresolved: looks for the prediction. Found, the edit goes on; not found, it is looked for again, ever more rarely. */
export const find: StepOf<'unresolved'> = async (edit, kit, signal) => {
  failpoint('find.before');
  const predictionId = await look(edit, kit, signal);
  failpoint('find.after');
  if (predictionId) return { event: { type: 'accepted', predictionId } };
  return lookLater(edit, kit);
};

async function look(edit: EditIn<'unresolved'>, kit: Kit, signal: AbortSignal): Promise<string | null> {
  const provider = providerOf(edit, kit);
  try {
    if (edit.prediction) {
      const status = await provider.read(edit.prediction.id, signal);
      return status.kind === 'unknown' ? null : edit.prediction.id;
    }
    const since = edit.attemptAt - CLOCK_SKEW_MS;
    return (await provider.find(submissionOf(edit, edit.inputs, kit), since, signal))?.predictionId ?? null;
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, err: error }, 'could not look for the submission');
    return null;
  }
}

function lookLater(edit: EditIn<'unresolved'>, kit: Kit): Outcome {
  const now = kit.clock.now();
  const gap = Math.min(Math.max((now - edit.since) / 2, SOONEST_MS), LATEST_MS);
  return { later: now + gap };
}
