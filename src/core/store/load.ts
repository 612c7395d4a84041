import type { Kysely } from 'kysely';
import { encodeTime } from 'ulid';
import type { Millis } from '../clock.ts';
import { isWhole } from './reporting.ts';
import type { Load, Store } from './store.ts';
import type { Tables } from './tables.ts';

/**
 * A clip in parts is one request: its parts do not count beside the whole. Ids begin with the time at which an edit was asked for, so what is recent lies
 * together.
 */
export async function loadOf(
  db: Kysely<Tables>,
  { platform, team, person }: Parameters<Store['load']>[0],
  since: Millis,
): Promise<Load> {
  const { recent } = await db
    .selectFrom('edits')
    .select(({ fn }) => fn.countAll<number>().as('recent'))
    .where('id', '>=', encodeTime(Math.max(0, Math.floor(since)), 10))
    .where('platform', '=', platform)
    .where('team', '=', team)
    .where('person', '=', person)
    .where(isWhole)
    .executeTakeFirstOrThrow();
  const { open } = await db
    .selectFrom('edits')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('due_at', 'is not', null)
    .where('platform', '=', platform)
    .where('team', '=', team)
    .where(isWhole)
    .executeTakeFirstOrThrow();
  return { recent, open };
}
