import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is asked at every step stays as fast however many edits have ended: how many of a person or a team are under way,
 * what was asked in a thread (SQLite would rather read all of the team in order), and when the next lease ends.
 */
export function flatReads(): Migration {
  return {
    async up(db) {
      await sql`create index edits_crowd on edits (platform, team, state)`.execute(db);
      await sql`create index edits_in_thread on edits (platform, team, channel, thread, id)`.execute(db);
      await sql`create index edits_leased on edits (lease_until) where lease_until is not null`.execute(db);
      await sql`drop index edits_thread`.execute(db);
    },
  };
}
