import type { Millis } from '../clock.ts';
import type { Database } from './database.ts';
import { forgetTime, keepTime, keptTime } from './kept-times.ts';

const BACKUP = 'backup';
const RESTORED = 'restored';

/** When the backup was made that this database is, while that has not been reckoned with; null when it is none. */
export function restoredFrom(database: Database): Promise<Millis | null> {
  return keptTime(database, BACKUP);
}

/** Says that this database is a backup of that time. */
export function markRestored(database: Database, backupAt: Millis): Promise<void> {
  return keepTime(database, BACKUP, backupAt);
}

/** It has been reckoned with: from this moment on the database knows again what happens. */
export async function settleMark(database: Database, at: Millis): Promise<void> {
  await keepTime(database, RESTORED, at);
  await forgetTime(database, BACKUP);
}

/** When the database began to know again what happens after it was restored from a backup; null when it never was. */
export function restoredAt(database: Database): Promise<Millis | null> {
  return keptTime(database, RESTORED);
}
