import type { Millis } from '../clock.ts';
import { subtract } from '../money/micros.ts';
import { postOf } from '../money/settlement.ts';
import type { Doubt } from './doubt.ts';
import type { EditIn, Held, Prediction } from './edit.ts';
import type { EditEvent } from './event.ts';
import { end, type Moved, moved, next } from './moved.ts';

/** A provider's own list may lag behind a little: only after this time is anybody asked. */
export const SETTLE_AFTER_MS = 20_000;

/** Whether it was looked for long enough to ask people. */
export function mayBeSettled(edit: EditIn<'unresolved'>, now: Millis): boolean {
  return now - (edit.doubt?.since ?? edit.since) >= SETTLE_AFTER_MS;
}

/**
 * The moves of an edit of which nobody knows whether it was submitted: a part of the transition function. It is found,
 * or an approver says what became of it; nothing leads from here back to a submission.
 */
export function fromUnresolved(edit: EditIn<'unresolved'>, event: EditEvent, now: Millis): Moved | null {
  switch (event.type) {
    case 'accepted':
      return nowRunning({ ...edit, doubt: over(edit, now, null) }, event.predictionId, now);
    case 'called_back':
      return calledBack({ ...edit, doubt: over(edit, now, null) }, event.predictionId, now);
    case 'settled_as_run':
      return nowRunning({ ...edit, doubt: over(edit, now, event.by) }, event.predictionId, now);
    case 'settled_as_charged': {
      const { by, amount } = event;
      const settled = { ...edit, doubt: over(edit, now, by) };
      const above = subtract(amount, edit.hold.amount);
      const overrun = above > 0 ? { over: above } : {};
      const reason = { code: 'settled_as_charged', charged: amount, ...overrun } as const;
      return end(settled, 'failed', reason, now, postOf(edit.hold, amount, 'an approver found it'));
    }
    case 'settled_as_not_run': {
      const { by, why } = event;
      const settled = { ...edit, doubt: over(edit, now, by) };
      const { references, hold, inputs, attemptAt } = edit;
      const { edit: ended, ledger } = end(settled, 'failed', { code: 'settled_as_not_run', why }, now);
      const notRun = { references, hold, inputs, attemptAt };
      return { edit: { ...(ended as EditIn<'failed'>), notRun }, ledger };
    }
    default:
      return null;
  }
}

/** The provider has it: from here on it is polled. */
export function nowRunning(
  edit: EditIn<'submitting' | 'unresolved'> & { attemptAt: Millis },
  predictionId: string,
  now: Millis,
): Moved {
  const { attemptAt, ...rest } = next(edit, now);
  const prediction: Prediction = { id: predictionId, submittedAt: attemptAt };
  return moved({ ...rest, state: 'running', prediction });
}

/** The provider has it, and told that it is done. */
export function calledBack(
  edit: EditIn<'submitting' | 'unresolved'> & { attemptAt: Millis },
  predictionId: string,
  now: Millis,
): Moved {
  const { edit: found, ledger } = nowRunning(edit, predictionId, now);
  return { edit: { ...(found as EditIn<'running'>), calledBackAt: now }, ledger };
}

/** Nobody knows whether it was submitted. */
export function inDoubt(
  edit: EditIn<'submitting' | 'running'>,
  attemptAt: Millis,
  prediction: Prediction | null,
  now: Millis,
): Moved {
  const doubt: Doubt = { since: now, until: null, settledBy: null };
  return moved({ ...next(edit, now), state: 'unresolved', attemptAt, prediction, doubt });
}

function over({ doubt, since }: Held & { since: Millis }, until: Millis, settledBy: string | null): Doubt {
  return { since: doubt?.since ?? since, until, settledBy };
}
