import { failpoint } from '#failpoint';
import type { EditIn } from '../../edit/edit.ts';
import { type Kit, type Outcome, providerOf, type StepOf, submissionOf } from '../kit.ts';
import { isOverdue } from './overdue.ts';

const SOONEST_MS = 5_000;
const LATEST_MS = 10 * 60_000;

/**
 * Unresolved: looks for the prediction, one that no other edit has: that it goes to this one alone is decided once more
 * in the transaction that gives it. Found, the edit goes on; not found, it is looked for again, ever
 * more rarely.
 */
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
      const isOver = status.kind === 'completed' || status.kind === 'failed';
      const goesOn = status.kind === 'working' && !isOverdue(edit.prediction.submittedAt, kit);
      return isOver || goesOn ? edit.prediction.id : null;
    }
    const found = await provider.find(submissionOf(edit, edit.inputs, kit), edit.attemptAt, signal);
    const held = new Set(await kit.store.predictionsHeld(provider.name, found, edit.id));
    return found.find((id) => !held.has(id)) ?? null;
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
