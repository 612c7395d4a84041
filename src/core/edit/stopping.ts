import type { Millis } from '../clock.ts';
import type { EditIn } from './edit.ts';
import { end, type Moved, moved } from './moved.ts';

/** The next look at the provider asks it to stop. */
export function askToStop(edit: EditIn<'running'>, by: string, now: Millis): Moved | null {
  return edit.stopAskedBy === undefined ? moved({ ...edit, stopAskedBy: by, dueAt: now }) : null;
}

/** The provider has stopped it, and charges nothing. */
export function stopped(edit: EditIn<'running'>, now: Millis): Moved | null {
  const { stopAskedBy: by } = edit;
  if (by === undefined) return null;
  const { edit: ended, ledger } = end(edit, 'failed', { code: 'cancelled' }, now);
  return { edit: { ...(ended as EditIn<'failed'>), state: 'cancelled', by }, ledger };
}
