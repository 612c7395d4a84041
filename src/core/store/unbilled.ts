import type { Kysely } from 'kysely';
import { EDIT_COLUMNS, type EditRow } from './edit-row.ts';
import type { UnbilledQuery } from './store.ts';
import type { Tables } from './tables.ts';

/** What may have been paid for. The bill that was read stands in the edit itself, so that it is looked for in there. */
export function unbilled(
  db: Kysely<Tables>,
  { providers, since, until, after, limit }: UnbilledQuery,
): Promise<EditRow[]> {
  let query = db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('state', 'in', ['delivered', 'failed', 'cancelled'])
    .where('provider', 'in', [...providers])
    .where('since', '>=', since)
    .where('since', '<=', until)
    .where('body', 'like', '%"prediction":{%')
    .where('body', 'not like', '%"bill":{%');
  if (after !== null) query = query.where('id', '>', after);
  return query.orderBy('id').limit(limit).execute();
}
