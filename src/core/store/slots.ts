import type { Kysely } from 'kysely';
import type { EditId, EditState } from '../edit/edit.ts';
import type { Tables } from './tables.ts';

/**
 * An edit in one of these takes a place at its provider. One that is unresolved may be running there, but it can stay so
 * for days; a provider that is full lets further edits wait.
 */
export const WITH_A_PLACE: readonly EditState[] = ['preparing', 'submitting', 'running', 'fetching'];

/** How many other edits have a place at the provider. */
export async function slotsTaken(db: Kysely<Tables>, provider: string, except: EditId): Promise<number> {
  const { taken } = await db
    .selectFrom('edits')
    .select(({ fn }) => fn.countAll<number>().as('taken'))
    .where('provider', '=', provider)
    .where('state', 'in', WITH_A_PLACE)
    .where('id', '!=', except)
    .executeTakeFirstOrThrow();
  return taken;
}

/** How many approved edits have waited longer than this one; 0 when it does not wait. */
export async function queuePlace(db: Kysely<Tables>, id: EditId, provider: string): Promise<number> {
  const { before } = await countBefore(db, id, provider, 'approved').executeTakeFirstOrThrow();
  return before;
}

/** Counts the edits (`other`) that are in a state at the provider for longer than this one (`own`); none when it is not in it. */
export function countBefore(db: Kysely<Tables>, id: EditId, provider: string, state: EditState) {
  return db
    .selectFrom('edits as other')
    .innerJoin('edits as own', (join) => join.on('own.id', '=', id).on('own.state', '=', state))
    .select(({ fn }) => fn.countAll<number>().as('before'))
    .where('other.provider', '=', provider)
    .where('other.state', '=', state)
    .where(({ eb, and, or, ref }) =>
      or([
        eb('other.since', '<', ref('own.since')),
        and([eb('other.since', '=', ref('own.since')), eb('other.id', '<', ref('own.id'))]),
      ]),
    );
}

export async function countByState(db: Kysely<Tables>): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('edits')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
