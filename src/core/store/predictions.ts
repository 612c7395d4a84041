import type { Kysely } from 'kysely';
import type { Edit, EditId } from '../edit/edit.ts';
import { providerIn } from '../providers/model.ts';
import type { Commit } from './store.ts';
import type { Tables } from './tables.ts';

/** The prediction of an edit as it is stored; null when it has none, or when the body cannot be read. */
export function predictionIn(body: string): string | null {
  try {
    const { prediction } = JSON.parse(body) as { prediction?: { id?: unknown } | null };
    return typeof prediction?.id === 'string' ? prediction.id : null;
  } catch {
    return null;
  }
}

/** Writes down that the prediction which an edit gets by this step is its own; the edit that has it already, or null. */
export async function claimPrediction(
  db: Kysely<Tables>,
  { from, to }: Pick<Commit, 'from' | 'to'>,
): Promise<EditId | null> {
  const id = predictionOf(to);
  if (id === null || id === predictionOf(from)) return null;
  const provider = providerIn(to.wish.model);
  await db
    .insertInto('predictions')
    .values({ provider, id, edit_id: to.id })
    .onConflict((conflict) => conflict.columns(['provider', 'id']).doNothing())
    .execute();
  const { edit_id: owner } = await db
    .selectFrom('predictions')
    .select('edit_id')
    .where('provider', '=', provider)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return owner === to.id ? null : (owner as EditId);
}

/** Which of these predictions other edits have. */
export async function predictionsHeld(
  db: Kysely<Tables>,
  provider: string,
  ids: readonly string[],
  except: EditId,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('predictions')
    .select('id')
    .where('provider', '=', provider)
    .where('id', 'in', ids)
    .where('edit_id', '!=', except)
    .execute();
  return rows.map(({ id }) => id);
}

function predictionOf(edit: Edit): string | null {
  return 'prediction' in edit ? (edit.prediction?.id ?? null) : null;
}
