import type { Kysely } from 'kysely';
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
  const seen = await database.statement((db) => editOfEvents(db, names));
  if (seen !== null) return { kind: 'duplicate', of: seen };
  return database.transaction<Accepted>(async (db, undo) => {
    await db
      .insertInto('edits')
      .values({ id: edit.id, thread: edit.place.thread, ...columnsOf(edit, at) })
      .execute();
    if ((await recordEvents(db, names, edit.id)) < names.length) {
      const of = await editOfEvents(db, names, edit.id);
      if (of !== null) return undo({ kind: 'duplicate', of });
    }
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
}

/** How many of the names were new. */
async function recordEvents(db: Kysely<Tables>, names: readonly string[], id: EditId): Promise<number> {
  if (names.length === 0) return 0;
  const added = await db
    .insertInto('events')
    .values(names.map((key) => ({ key, edit_id: id })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute();
  return added.length;
}

async function editOfEvents(
  db: Kysely<Tables>,
  names: readonly string[],
  otherThan?: EditId,
): Promise<EditId | null> {
  if (names.length === 0) return null;
  const row = await db
    .selectFrom('events')
    .select('edit_id')
    .where('key', 'in', names)
    .$if(otherThan !== undefined, (query) => query.where('edit_id', '!=', otherThan ?? ''))
    .orderBy('edit_id')
    .limit(1)
    .executeTakeFirst();
  return row ? (row.edit_id as EditId) : null;
}
