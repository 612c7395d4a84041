import { sql } from 'kysely';
import type { Millis } from '../clock.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import type { Database } from './database.ts';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';

/**
 * One statement picks and leases, so that no edit is given to two workers. The longest due first. It picks apart from the
 * update, because PostgreSQL may run a subquery of the update several times, each time up to the limit.
 *
 * Leases go by the database's own clock: those of several machines may be apart, and a process that was suspended would
 * write leases that are over. One that reaches further than any that is given was written by a clock that was wrong, and
 * counts for nothing.
 */
export async function claim(
  database: Database,
  worker: string,
  now: Millis,
  leaseMs: Millis,
  limit: number,
): Promise<EditRow[]> {
  const time = database.engine.now;
  const rows = await database.statement((db) =>
    db
      .with('picked', (query) =>
        query
          .selectFrom('edits')
          .select('id')
          .where('due_at', '<=', now)
          .where(({ eb, or }) =>
            or([
              eb('lease_until', 'is', null),
              eb('lease_until', '<=', time),
              eb('lease_until', '>', sql<number>`${time} + ${sql.lit(2 * leaseMs)}`),
            ]),
          )
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit)
          .$if(database.engine.skipsLocked, (locking) => locking.forUpdate().skipLocked()),
      )
      .updateTable('edits')
      .set({ lease_owner: worker, lease_until: leaseOf(database, leaseMs) })
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
  leaseMs: Millis,
): Promise<boolean> {
  const renewed = await database.statement((db) =>
    db
      .updateTable('edits')
      .set({ lease_until: leaseOf(database, leaseMs) })
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

/** Those who hold leases, whether or not they have run out. */
export async function leaseholders(database: Database): Promise<string[]> {
  const rows = await database.statement((db) =>
    db
      .selectFrom('edits')
      .select('lease_owner')
      .distinct()
      .where('due_at', 'is not', null)
      .where('lease_owner', 'is not', null)
      .execute(),
  );
  return rows.flatMap(({ lease_owner }) => lease_owner ?? []);
}

export async function endLeases(database: Database, worker: string): Promise<void> {
  await database.statement((db) =>
    db
      .updateTable('edits')
      .set({ lease_owner: null, lease_until: null })
      .where('due_at', 'is not', null)
      .where('lease_owner', '=', worker)
      .execute(),
  );
}

/**
 * An edit that somebody works on counts from the end of its lease: it can be claimed then if its worker died. Those are
 * few, and of all others the first of an index is enough, however many there are.
 */
export async function dueIn(database: Database, now: Millis): Promise<Millis | null> {
  const untilDue = sql<number>`due_at - ${sql.lit(now)}`;
  const untilFree = sql<number>`lease_until - ${database.engine.now}`;
  const { next } = await database.statement((db) => {
    const due = db.selectFrom('edits').where('due_at', 'is not', null);
    const free = due
      .where('lease_until', 'is', null)
      .select(sql<number | null>`min(due_at) - ${sql.lit(now)}`.as('time'));
    const leased = due
      .where('lease_until', 'is not', null)
      .select(({ fn }) =>
        fn
          .min<number | null>(
            sql<number>`case when ${untilFree} > ${untilDue} then ${untilFree} else ${untilDue} end`,
          )
          .as('time'),
      );
    return db
      .selectFrom(free.unionAll(leased).as('each'))
      .select(({ fn }) => fn.min<number | null>('each.time').as('next'))
      .executeTakeFirstOrThrow();
  });
  return next === null ? null : Math.max(0, next);
}

function leaseOf({ engine }: Database, leaseMs: Millis) {
  return sql<number>`${engine.now} + ${sql.lit(leaseMs)}`;
}
