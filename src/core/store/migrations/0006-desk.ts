import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The edits of a team by their age, for those who look back. */
export function desk(): Migration {
  return {
    async up(db) {
      await sql`create index edits_history on edits (platform, team, id)`.execute(db);
    },
  };
}
