import type { Kysely } from 'kysely';
import { failpoint } from '#failpoint';
import type { Millis } from '../clock.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import { writeAudit } from './auditing.ts';
import type { Database } from './database.ts';
import { columnsOf } from './edit-row.ts';
import type { Actor } from './store.ts';
import type { Tables } from './tables.ts';

type Accepted = { kind: 'accepted' } | { kind: 'duplicate'; of: EditId };

/** Writes the edit, the names of the events that asked for it and its first audit row, or nothing. */
export async function accept(
  database: Database,
  edit: Edit,
  keys: readonly string[],
  actor: Actor,
  at: Millis,
): Promise<Accepted> {
  // Sorted, so that two requests with the same keys wait for each other in the same order.
  const names = [...new Set(keys)].sort();
  failpoint('accept.before');
  const earlier = await database.statement((db) => editOfEvents(db, names));
  if (earlier !== null) return { kind: 'duplicate', of: earlier };
  const accepted = await database.transaction<Accepted>(async (db, undo) => {
    await db
      .insertInto('edits')
      .values({ id: edit.id, thread: edit.place.thread, ...columnsOf(edit, at) })
      .execute();
    const of = await claimEvents(db, names, edit.id, at);
    if (of !== edit.id) return undo({ kind: 'duplicate', of });
    failpoint('accept.within');
    await writeAudit(db, {
      edit_id: edit.id,
      version: edit.version,
      at,
      actor,
      event: 'asked',
      from_state: null,
      to_state: edit.state,
    });
    return { kind: 'accepted' };
  });
  failpoint('accept.after');
  return accepted;
}

/** Resolves with `id` when all of the names were new, else with the edit that one of them asked for before. */
async function claimEvents(
  db: Kysely<Tables>,
  names: readonly string[],
  id: EditId,
  at: Millis,
): Promise<EditId> {
  if (names.length === 0) return id;
  await db
    .insertInto('events')
    .values(names.map((key) => ({ key, edit_id: id, at })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await editOfEvents(db, names, id)) ?? id;
}

async function editOfEvents(
  db: Kysely<Tables>,
  names: readonly string[],
  otherThan: EditId | null = null,
): Promise<EditId | null> {
  if (names.length === 0) return null;
  let query = db.selectFrom('events').select('edit_id').where('key', 'in', names);
  if (otherThan !== null) query = query.where('edit_id', '!=', otherThan);
  const first = await query.orderBy('edit_id').limit(1).executeTakeFirst();
  return first ? (first.edit_id as EditId) : null;
}
