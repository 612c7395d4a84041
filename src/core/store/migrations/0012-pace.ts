import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The submissions by their time, for limits per minute. */
export function pace(): Migration {
  return {
    async up(db) {
      await sql`create index audit_attempts on audit (at) where event = 'attempt_started'`.execute(db);
    },
  };
}
