import type { Millis } from '../clock.ts';
import type { Edit } from './edit.ts';
import { end, type Moved } from './moved.ts';
import { inDoubt } from './settling.ts';

/**
 * What becomes of an edit that was restored from a backup: a part of the transition function. After the backup it may
 * have been submitted, which the backup does not know; so nothing that was still to be submitted goes on by itself, and
 * what was about to be is looked for at the provider, from the time of the backup on.
 */
export function restored(edit: Edit, backupAt: Millis, now: Millis): Moved | null {
  switch (edit.state) {
    case 'requested':
    case 'checking':
    case 'choosing':
    case 'quoted':
    case 'awaiting_approval':
    case 'approved':
    case 'preparing':
      return end(edit, 'failed', { code: 'restored' }, now);
    case 'submitting':
      return edit.attemptAt === null ? inDoubt(edit, backupAt, null, now) : null;
    default:
      return null;
  }
}
