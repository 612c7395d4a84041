import type { Kysely } from 'kysely';
import type { WaitingNotice } from './settings-record.ts';
import type { Tables } from './tables.ts';

export async function keepNotice(
  db: Kysely<Tables>,
  { place, line, ...notice }: WaitingNotice,
): Promise<void> {
  await db
    .insertInto('notices')
    .values({ ...notice, ...place, line: JSON.stringify(line) })
    .execute();
}

/** The oldest first. */
export async function waitingNotices(
  db: Kysely<Tables>,
  platform: string,
  limit: number,
): Promise<WaitingNotice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('platform', '=', platform)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, at, line, platform, team, channel }) => ({
    id,
    at,
    place: { platform, team, channel },
    line: JSON.parse(line) as WaitingNotice['line'],
  }));
}

export async function forgetNotice(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('notices').where('id', '=', id).execute();
}
