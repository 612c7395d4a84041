import type { Kysely } from 'kysely';
import type { EditId, Place } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Database } from './database.ts';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';
import type { Posted } from './store.ts';
import type { Tables } from './tables.ts';

type ThreadPlace = Pick<Place, 'platform' | 'team' | 'channel'> & { thread: string };

/** The newest first. */
export function editsInThread(db: Kysely<Tables>, place: ThreadPlace): Promise<EditRow[]> {
  return db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('platform', '=', place.platform)
    .where('team', '=', place.team)
    .where('channel', '=', place.channel)
    .where('thread', '=', place.thread)
    .orderBy('id', 'desc')
    .execute();
}

export async function setThread(database: Database, id: EditId, thread: string): Promise<void> {
  await database.transaction(async (db) => {
    const edit = await db.selectFrom('edits').select('thread').where('id', '=', id).executeTakeFirst();
    if (!edit) throw new RecutError('no_such_edit', `There is no edit ${id}`);
    if (edit.thread === thread) return;
    if (edit.thread !== null) throw new RecutError('thread_fixed', `Edit ${id} already has its thread`);
    await db.updateTable('edits').set({ thread }).where('id', '=', id).execute();
  });
}

export async function messagesOf(db: Kysely<Tables>, id: EditId): Promise<Posted[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('edit_id', '=', id)
    .orderBy('slot')
    .execute();
  return rows.map(({ slot, ref, hash }) => ({ editId: id, slot, ref, hash }));
}

export async function saveMessage(db: Kysely<Tables>, { editId, slot, ref, hash }: Posted): Promise<void> {
  await db
    .insertInto('messages')
    .values({ edit_id: editId, slot, ref, hash })
    .onConflict((conflict) => conflict.columns(['edit_id', 'slot']).doUpdateSet({ ref, hash }))
    .execute();
}
