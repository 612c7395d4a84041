import { rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Millis } from '../../clock.ts';
import { RecutError } from '../../errors.ts';
import { markRestored } from '../restored-mark.ts';
import { openSqlite } from './open-sqlite.ts';

/**
 * Gives a copy of a database, a SQLite file at `part`, its name, once it is checked and knows that it is a backup of that
 * time.
 * @throws RecutError `store_fault` when the copy is damaged.
 */
export async function finishBackup(part: string, to: string, at: Millis): Promise<void> {
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
