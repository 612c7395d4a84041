import type { Millis } from '../clock.ts';
import type { EditIn, Presentation } from './edit.ts';
import type { EditEvent } from './event.ts';
import { type Moved, moved, next } from './moved.ts';
import { show } from './whole.ts';

/** Discord's limit for everybody until September 2026, and the lowest that any platform here ever had. */
const SAFE_UPLOAD_BYTES = 10_000_000;

/** The moves of an edit whose take goes into its thread: a part of the transition function. */
export function fromDelivering(edit: EditIn<'delivering'>, event: EditEvent, now: Millis): Moved | null {
  switch (event.type) {
    case 'part_wanted':
      return show(edit, now);
    case 'presented':
      return moved({ ...next(edit, now), presentation: event.presentation });
    case 'too_big': {
      const { presentation: refused, ...rest } = next(edit, now);
      // Told late, or by a second process: what was refused is not what is to be shown any more.
      if (!refused || largestOf(refused) !== event.bytes) return null;
      return moved({ ...rest, uploadLimit: limitAfter(event.bytes) });
    }
    case 'delivered':
      return moved({ ...next(edit, now), state: 'delivered', dueAt: null });
    case 'undeliverable': {
      const presentation = { file: null, comparison: null, preview: null, link: event.link };
      return moved({ ...next(edit, now), state: 'delivered', dueAt: null, presentation, nowhere: true });
    }
    default:
      return null;
  }
}

/** The largest file that is shown of a take, in bytes; 0 when none is. */
export function largestOf({ file, comparison, preview }: Presentation): number {
  return Math.max(0, ...[file, comparison, preview].map((kept) => kept?.bytes ?? 0));
}

/** What to try once a platform has refused a file: what they all take, or half of it where not even that was taken. */
function limitAfter(refusedBytes: number): number {
  return Math.min(SAFE_UPLOAD_BYTES, Math.floor(refusedBytes / 2));
}
