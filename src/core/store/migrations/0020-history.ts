import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What was edited in a channel, or for a person, and what of it is unresolved, is read page by page in the order of its
 * index, without reading all of the team's.
 */
export function history(): Migration {
  return {
    async up(db) {
      await sql`create index edits_of_channel on edits (platform, team, channel, id)`.execute(db);
      await sql`create index edits_of_person on edits (platform, team, person, id)`.execute(db);
      await sql`drop index edits_crowd`.execute(db);
      await sql`create index edits_in_state on edits (platform, team, state, id)`.execute(db);
    },
  };
}
