import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Millis } from '../../clock.ts';
import { copyInto } from '../copying.ts';
import type { Database } from '../database.ts';
import { requireMigrated } from '../migrate.ts';
import { finishBackup } from '../sqlite/finish-backup.ts';
import { openSqlite } from '../sqlite/open-sqlite.ts';

/**
 * Copies a PostgreSQL database, as it is at one moment, into a SQLite file at `to`, while others go on writing to it. The
 * copy is checked, and knows that it is a backup of that time: Recut starts from it as it is, or loads it.
 * @throws RecutError `store_older`, and what the database says.
 */
export async function backupPostgres(source: Database, to: string, at: Millis): Promise<void> {
  await requireMigrated(source);
  const part = `${to}.part`;
  const copy = await openSqlite(part);
  try {
    await copyInto(source, copy);
  } finally {
    await copy.close();
  }
  await finishBackup(part, to, at);
}

/**
 * Loads the SQLite file at `from`, of a backup or of a Recut that does not run, into an empty database; resolves with how
 * many rows it has. The file is left as it is, though it may be of an older version.
 * @throws RecutError `store_not_empty`, `store_newer`, and what the databases say.
 */
export async function loadBackup(from: string, into: Database): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'recut-load-'));
  try {
    const path = join(folder, 'recut.db');
    const file = new DatabaseSync(from, { readOnly: true });
    await backup(file, path).finally(() => file.close());
    const source = await openSqlite(path);
    try {
      const rows = await copyInto(source, into);
      await plan(into);
      return rows;
    } finally {
      await source.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Until the server gathers statistics by itself, a minute later, it would read whole tables at every step. */
async function plan(database: Database): Promise<void> {
  await database.statement((db) => sql`analyze edits, audit, ledger, messages, events`.execute(db));
}
