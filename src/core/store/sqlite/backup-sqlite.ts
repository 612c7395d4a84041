import { backup, DatabaseSync } from 'node:sqlite';
import type { Millis } from '../../clock.ts';
import { finishBackup } from './finish-backup.ts';

/**
 * Copies the database at `from`, as it is at one moment, while others go on writing to it. The copy is checked, and
 * knows that it is a backup of that time.
 * @throws RecutError `store_fault` when the copy is damaged.
 */
export async function backupSqlite(from: string, to: string, at: Millis): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true });
  const part = `${to}.part`;
  try {
    await backup(source, part);
  } finally {
    source.close();
  }
  await finishBackup(part, to, at);
}
