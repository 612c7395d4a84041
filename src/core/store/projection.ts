import type { Kysely } from 'kysely';
import type { EditId } from '../edit/edit.ts';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';
import type { Tables } from './tables.ts';

/** Edits whose thread shows an older version, the oldest change first. */
export function unprojected(db: Kysely<Tables>, platform: string, limit: number): Promise<EditRow[]> {
  return db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('platform', '=', platform)
    .whereRef('projected_version', '<', 'version')
    .orderBy('changed_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Edits that are due some time, the oldest first. */
export function due(db: Kysely<Tables>, platform: string): Promise<EditRow[]> {
  return db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('platform', '=', platform)
    .where('due_at', 'is not', null)
    .orderBy('id')
    .execute();
}

/** Never backwards: a slow projection of an older version takes nothing back. */
export async function markProjected(db: Kysely<Tables>, id: EditId, version: number): Promise<void> {
  await db
    .updateTable('edits')
    .set({ projected_version: version })
    .where('id', '=', id)
    .where('projected_version', '<', version)
    .execute();
}
