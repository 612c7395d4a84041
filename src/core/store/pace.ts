import { type Kysely, sql } from 'kysely';
import type { Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';
import { countBefore } from './slots.ts';
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

/** How many edits have waited longer than this one for their turn to be submitted; 0 when it does not wait for that. */
export async function pacePlace(db: Kysely<Tables>, id: EditId, provider: string): Promise<number> {
  const { before } = await countBefore(db, id, provider, 'submitting')
    // What people wrote cannot look like this: their quotation marks are escaped.
    .where('other.body', 'like', '%"attemptAt":null%')
    .where('own.body', 'like', '%"attemptAt":null%')
    .executeTakeFirstOrThrow();
  return before;
}
