import type { Kysely } from 'kysely';
import type { EditId } from '../edit/edit.ts';
import type { AuditRow } from './store.ts';
import type { AuditTable, Tables } from './tables.ts';

export async function writeAudit(db: Kysely<Tables>, row: AuditTable): Promise<void> {
  await db.insertInto('audit').values(row).execute();
}

/** From the first to the last; a row's `seq` is the version it made. */
export async function auditRows(db: Kysely<Tables>, id: EditId): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('edit_id', '=', id)
    .orderBy('version')
    .execute();
  return rows.map(({ version, at, actor, event, from_state, to_state }) => ({
    seq: version,
    editId: id,
    at,
    actor,
    event,
    from: from_state,
    to: to_state,
  }));
}
