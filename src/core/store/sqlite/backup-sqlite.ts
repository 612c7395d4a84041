import { rename } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Millis } from '../../clock.ts';
import { RecutError } from '../../errors.ts';
import { markRestored } from '../restored-mark.ts';
import { openSqlite } from './open-sqlite.ts';

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
  const copy = await openSqlite(part);
  try {
    await markRestored(copy, at);
  } finally {
    await copy.close();
  }
  check(part);
  await rename(part, to);
}

function check(path: string): void {
  const copy = new DatabaseSync(path);
  try {
    const answer = copy.prepare('pragma integrity_check').get();
    if (answer?.['integrity_check'] !== 'ok') {
      throw new RecutError('store_fault', `The copy is damaged: ${String(answer?.['integrity_check'])}`);
    }
    // One file, without a log beside it.
    copy.exec('pragma journal_mode = delete');
  } finally {
    copy.close();
  }
}
