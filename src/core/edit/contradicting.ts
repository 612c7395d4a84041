import type { Millis } from '../clock.ts';
import type { Edit } from './edit.ts';
import { type Moved, moved } from './moved.ts';

/** Whether an approver settled that it never ran. */
export function isSettledAsNotRun(edit: Edit): boolean {
  return edit.state === 'failed' && edit.reason.code === 'settled_as_not_run';
}

/**
 * Its provider tells that an edit ran of which an approver settled that it did not. It is unresolved again, with as much
 * set aside as before and in the same periods, whatever else was spent since: the provider may have charged it already.
 */
export function reopen(edit: Edit, predictionId: string, now: Millis): Moved | null {
  if (edit.state !== 'failed' || !isSettledAsNotRun(edit)) return null;
  const { reason: _reason, at: _at, notRun, clip, quote, doubt, ...rest } = edit;
  const settledBy = doubt?.settledBy;
  if (!notRun || !clip || !quote || !doubt || !settledBy) return null;
  const { references, inputs, attemptAt } = notRun;
  const hold = { ...notRun.hold, id: `${notRun.hold.id}:again` };
  return moved(
    {
      ...rest,
      ...{ clip, quote, references, inputs, attemptAt, hold },
      state: 'unresolved',
      prediction: null,
      since: now,
      dueAt: now,
      tries: 0,
      doubt: { ...doubt, until: null, settledBy: null },
      contradicts: { settledBy, predictionId },
    },
    { kind: 'hold', hold },
  );
}
