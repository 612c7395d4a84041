import { ulid } from 'ulid';
import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Edit, EditId } from './edit/edit.ts';
import { elsewhere } from './edit/elsewhere.ts';
import type { EditEvent } from './edit/event.ts';
import { sameEdit } from './edit/same-again.ts';
import type { Catalogue } from './providers/catalogue.ts';
import { deskNotes } from './views/desk-wording.ts';
import type { Line } from './views/message.ts';

type Parts = Parameters<typeof decide>[4] & { catalogue: Catalogue; canStop(model: string): boolean };

/**
 * Takes an edit that waits for its provider to the model of this key at the next one: it ends, with its hold given back,
 * in the step that begins the other. Never both, and never neither.
 */
export async function takeElsewhere(
  edit: Edit,
  by: string,
  model: string,
  parts: Parts,
): Promise<PressAnswer> {
  if (edit.person !== by) return note(deskNotes.notYours(edit.person));
  const { catalogue, clock, changed, canStop } = parts;
  const instead = sameEdit(edit, { id: ulid() as EditId, person: by, model, now: clock.now() });
  const stillWaits = (now: Edit): EditEvent | null =>
    elsewhere(now, catalogue)?.key === model
      ? { type: 'gave_way', reason: { code: 'cancelled' }, instead, by }
      : null;
  const decided = await decide(edit, by, stillWaits, { caps: [] }, parts);
  if (decided.kind === 'too_late')
    return note(deskNotes.tooLateToCancel(decided.edit, canStop(decided.edit.wish.model)));
  if (decided.kind !== 'done') return note(deskNotes.busy());
  changed(instead);
  return { kind: 'done' };
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
