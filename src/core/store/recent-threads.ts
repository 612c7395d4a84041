import type { Kysely } from 'kysely';
import { encodeTime } from 'ulid';
import type { Millis } from '../clock.ts';
import type { OpenThread } from './store.ts';
import type { Tables } from './tables.ts';

/** Threads in which something was asked for since then, the newest first. */
export async function recentThreads(
  db: Kysely<Tables>,
  platform: string,
  since: Millis,
  limit: number,
): Promise<OpenThread[]> {
  const rows = await db
    .selectFrom('edits')
    .select(({ fn }) => ['team', 'channel', 'thread', fn.max('id').as('newest')])
    .where('id', '>=', encodeTime(Math.max(0, Math.floor(since)), 10))
    .where('platform', '=', platform)
    .where('thread', 'is not', null)
    .groupBy(['team', 'channel', 'thread'])
    .orderBy('newest', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ team, channel, thread }) => ({ team, channel, thread: thread ?? '' }));
}
