import type { Kysely } from 'kysely';
import type { Edit, EditState } from '../edit/edit.ts';
import { WITH_A_PLACE } from './slots.ts';
import type { Crowd, Lines } from './store.ts';
import type { Tables } from './tables.ts';

/** Whose edits are counted: those of the person in this team, or of everybody in it. */
export type Whose = 'person' | 'team';

/** How many other edits the provider has in its hands for this person, or for the whole team. */
export function runningBeside(db: Kysely<Tables>, edit: Edit, whose: Whose): Promise<number> {
  return count(db, edit, whose, WITH_A_PLACE, false);
}

/** Where an approved edit stands among the others of its person and its team. */
export async function linesOf(db: Kysely<Tables>, edit: Edit): Promise<Lines> {
  const crowd = async (whose: Whose): Promise<Crowd> => ({
    running: await runningBeside(db, edit, whose),
    ahead: await count(db, edit, whose, ['approved'], true),
  });
  return { person: await crowd('person'), team: await crowd('team') };
}

async function count(
  db: Kysely<Tables>,
  { id, place, person, since }: Edit,
  whose: Whose,
  states: readonly EditState[],
  earlier: boolean,
): Promise<number> {
  let query = db
    .selectFrom('edits')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('platform', '=', place.platform)
    .where('team', '=', place.team)
    .where('state', 'in', states)
    .where('id', '!=', id);
  if (whose === 'person') query = query.where('person', '=', person);
  if (earlier)
    query = query.where(({ eb, and, or }) =>
      or([eb('since', '<', since), and([eb('since', '=', since), eb('id', '<', id)])]),
    );
  return (await query.executeTakeFirstOrThrow()).count;
}
