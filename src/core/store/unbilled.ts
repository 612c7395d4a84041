import type { Kysely } from 'kysely';
import type { Millis } from '../clock.ts';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';
import type { Tables } from './tables.ts';

/** What may have been paid for. The bill that was read stands in the edit itself, so that it is looked for in there. */
export function unbilled(
  db: Kysely<Tables>,
  since: Millis,
  until: Millis,
  limit: number,
): Promise<EditRow[]> {
  return db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('state', 'in', ['delivered', 'failed', 'cancelled'])
    .where('since', '>=', since)
    .where('since', '<=', until)
    .where('body', 'like', '%"prediction":{%')
    .where('body', 'not like', '%"bill":{%')
    .orderBy('since')
    .limit(limit)
    .execute();
}
