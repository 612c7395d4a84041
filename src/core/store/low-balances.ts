import type { Kysely } from 'kysely';
import { encodeTime } from 'ulid';
import type { Millis } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Database } from './database.ts';
import { keepNotice } from './notices.ts';
import type { WaitingNotice } from './settings-record.ts';
import type { Tables } from './tables.ts';

/** Once for each fall, whoever sees it: false when it was noted before, and nobody is told again. */
export async function noteLowBalance(
  database: Database,
  provider: string,
  at: Millis,
  notices: readonly WaitingNotice[],
): Promise<boolean> {
  return database.transaction<boolean>(async (db, undo) => {
    const noted = await db
      .insertInto('low_balances')
      .values({ provider, at })
      .onConflict((conflict) => conflict.column('provider').doNothing())
      .executeTakeFirst();
    if ((noted.numInsertedOrUpdatedRows ?? 0n) === 0n) return undo(false);
    for (const notice of notices) await keepNotice(db, notice);
    return true;
  });
}

export async function noteBalanceRose(db: Kysely<Tables>, provider: string): Promise<void> {
  await db.deleteFrom('low_balances').where('provider', '=', provider).execute();
}

/**
 * For each team that asked for edits at this provider since then, the channel in which most people did; of equal ones the
 * newest. One person's talk with the bot alone comes last by that.
 */
export async function channelsAt(
  db: Kysely<Tables>,
  provider: string,
  since: Millis,
): Promise<Pick<Place, 'platform' | 'team' | 'channel'>[]> {
  const rows = await db
    .selectFrom('edits')
    .select(({ fn }) => [
      'platform',
      'team',
      'channel',
      fn.count<number>('person').distinct().as('people'),
      fn.max('id').as('newest'),
    ])
    .where('provider', '=', provider)
    .where('id', '>=', encodeTime(Math.max(0, Math.floor(since)), 10))
    .groupBy(['platform', 'team', 'channel'])
    .orderBy('people', 'desc')
    .orderBy('newest', 'desc')
    .execute();
  const busiest = new Map(rows.map((row) => [`${row.platform} ${row.team}`, row] as const).reverse());
  return [...busiest.values()].map(({ platform, team, channel }) => ({ platform, team, channel }));
}
