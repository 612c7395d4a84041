import type { Kysely } from 'kysely';
import { encodeTime } from 'ulid';
import type { Millis } from '../clock.ts';
import type { Load, Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Ids begin with the time at which an edit was asked for, so what is recent lies together. */
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
    .executeTakeFirstOrThrow();
  const { open } = await db
    .selectFrom('edits')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('due_at', 'is not', null)
    .where('platform', '=', platform)
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return { recent, open };
}
