import { sql } from 'kysely';
import type { Millis } from '../clock.ts';
import type { Database } from './database.ts';
import type { TurnTaken } from './store.ts';

/**
 * One statement decides. It goes by the database's own clock, because those of several machines may be apart; a turn
 * that reaches further than any that is given was written by a clock that was wrong, and counts for nothing.
 */
export async function takeTurn(
  database: Database,
  name: string,
  holder: string,
  forMs: Millis,
  from: string | null,
): Promise<TurnTaken> {
  const now = database.engine.now;
  const taken = await database.statement((db) =>
    db
      .insertInto('turns')
      .values({ name, holder, until: sql<number>`${now} + ${sql.lit(forMs)}` })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({
            holder: (eb) => eb.ref('excluded.holder'),
            until: (eb) => eb.ref('excluded.until'),
          })
          .where(({ eb, or }) =>
            or([
              eb('turns.holder', '=', holder),
              ...(from === null ? [] : [eb('turns.holder', '=', from)]),
              eb('turns.until', '<=', now),
              eb('turns.until', '>', sql<number>`${now} + ${sql.lit(2 * forMs)}`),
            ]),
          ),
      )
      .returning('holder')
      .executeTakeFirst(),
  );
  if (taken) return { kind: 'taken' };
  const row = await database.statement((db) =>
    db.selectFrom('turns').select('holder').where('name', '=', name).executeTakeFirst(),
  );
  return { kind: 'held', by: row?.holder ?? null };
}

export async function endTurn(database: Database, name: string, holder: string): Promise<void> {
  await database.statement((db) =>
    db.deleteFrom('turns').where('name', '=', name).where('holder', '=', holder).execute(),
  );
}
