import type { Kysely } from 'kysely';
import { decodeTime, encodeTime } from 'ulid';
import type { Edit, EditId } from '../edit/edit.ts';
import { EDIT_COLUMNS, editOf } from './edit-row.ts';
import type { Tables } from './tables.ts';

/** An approval, a queue or an outage may lie between asking and submitting, but not this long. */
const ASKED_WITHIN_MS = 30 * 24 * 60 * 60_000;

/**
 * Another edit of the same provider that has this prediction. It reads the edits of about that time one by one, so it is
 * for what happens rarely.
 */
export async function otherWithPrediction(
  db: Kysely<Tables>,
  edit: Pick<Edit, 'id' | 'wish'>,
  predictionId: string,
): Promise<EditId | null> {
  const provider = edit.wish.model.split('/', 1)[0] ?? '';
  const since = encodeTime(Math.max(0, decodeTime(edit.id) - ASKED_WITHIN_MS), 10);
  const rows = await db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('id', '>=', since)
    .where('id', '!=', edit.id)
    .where('provider', '=', provider)
    // Narrows the search; ids hold nothing that means something here but "_", which stands for itself as well.
    .where('body', 'like', `%${predictionId}%`)
    .execute();
  const other = rows.map(editOf).find((each) => 'prediction' in each && each.prediction?.id === predictionId);
  return other?.id ?? null;
}
