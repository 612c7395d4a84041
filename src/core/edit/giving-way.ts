import type { Millis } from '../clock.ts';
import type { EditIn } from './edit.ts';
import type { EditEvent } from './event.ts';
import { end, type Moved } from './moved.ts';

/** It ends with its hold given back, and the one at the next provider begins, in the same step: never neither, never both. */
export function giveWay(
  edit: EditIn<'preparing' | 'submitting'>,
  { reason, instead, by }: Extract<EditEvent, { type: 'gave_way' }>,
  now: Millis,
): Moved {
  const { edit: ended, ledger } = end(edit, 'failed', reason, now);
  const { id, wish } = instead;
  const over = { ...(ended as EditIn<'failed'>), instead: { edit: id, model: wish.model } };
  return {
    edit: by === undefined ? over : { ...over, state: 'cancelled', by },
    ledger,
    parts: [instead],
  };
}
