import { sql } from 'kysely';
import type { Millis } from '../clock.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import type { Database } from './database.ts';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';

/**
 * One statement picks and leases, so that no edit is given to two workers. The longest due first. It picks apart from the
 * update, because PostgreSQL may run a subquery of the update several times, each time up to the limit.
 */
export async function claim(
  database: Database,
  worker: string,
  now: Millis,
  leaseUntil: Millis,
  limit: number,
): Promise<EditRow[]> {
  const rows = await database.statement((db) =>
    db
      .with('picked', (query) =>
        query
          .selectFrom('edits')
          .select('id')
          .where('due_at', '<=', now)
          .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit)
          .$if(database.engine.skipsLocked, (locking) => locking.forUpdate().skipLocked()),
      )
      .updateTable('edits')
      .set({ lease_owner: worker, lease_until: leaseUntil })
      .where('id', 'in', (query) => query.selectFrom('picked').select('id'))
      .returning(EDIT_COLUMNS)
      .execute(),
  );
  return rows.sort((a, b) => (a.due_at ?? 0) - (b.due_at ?? 0) || (a.id < b.id ? -1 : 1));
}

/** A lease that has run out still counts while nobody else has taken the edit. */
export async function renew(
  database: Database,
  id: EditId,
  worker: string,
  leaseUntil: Millis,
): Promise<boolean> {
  const renewed = await database.statement((db) =>
    db
      .updateTable('edits')
      .set({ lease_until: leaseUntil })
      .where('id', '=', id)
      .where('lease_owner', '=', worker)
      .executeTakeFirst(),
  );
  return renewed.numUpdatedRows > 0n;
}

export async function release(database: Database, id: EditId, worker: string): Promise<void> {
  await database.statement((db) =>
    db
      .updateTable('edits')
      .set({ lease_owner: null, lease_until: null })
      .where('id', '=', id)
      .where('lease_owner', '=', worker)
      .execute(),
  );
}

/** An edit that was moved meanwhile keeps its time, which was set by whoever moved it; only the lease ends. */
export async function defer(
  database: Database,
  { id, version }: Pick<Edit, 'id' | 'version'>,
  worker: string,
  dueAt: Millis,
): Promise<void> {
  await database.statement((db) =>
    db
      .updateTable('edits')
      .set((eb) => ({
        due_at: eb.case().when('version', '=', version).then(Math.ceil(dueAt)).else(eb.ref('due_at')).end(),
        lease_owner: null,
        lease_until: null,
      }))
      .where('id', '=', id)
      .where('lease_owner', '=', worker)
      .execute(),
  );
}

/** An edit that somebody works on counts from the end of its lease: it can be claimed then if its worker died. */
export async function nextDue(database: Database): Promise<Millis | null> {
  const { next } = await database.statement((db) =>
    db
      .selectFrom('edits')
      .select(({ fn }) =>
        fn
          .min<number | null>(sql<number>`case when lease_until > due_at then lease_until else due_at end`)
          .as('next'),
      )
      .where('due_at', 'is not', null)
      .executeTakeFirstOrThrow(),
  );
  return next;
}
