import { type Kysely, sql } from 'kysely';
import type { Millis } from '../clock.ts';
import type { Tables } from './tables.ts';

/** How many submissions to the provider were begun after `since`, whatever became of them. */
export async function submittedSince(db: Kysely<Tables>, provider: string, since: Millis): Promise<number> {
  const { count } = await db
    .selectFrom('audit')
    .innerJoin('edits', 'edits.id', 'audit.edit_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    // As it stands in the index, which knows no parameters.
    .where(sql<boolean>`audit.event = 'attempt_started'`)
    .where('audit.at', '>', since)
    .where('edits.provider', '=', provider)
    .executeTakeFirstOrThrow();
  return count;
}
