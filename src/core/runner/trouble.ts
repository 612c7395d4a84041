import type { Millis } from '../clock.ts';
import type { Edit } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import { RecutError } from '../errors.ts';
import { ProviderError, reasonOfProvider } from '../providers/provider-error.ts';
import { ScreenError } from '../views/screen.ts';

/** Waits double until then, to half a minute. */
const AWAY_AFTER_TRIES = 5;
const AWAY_LOOK_MS = 60_000;

/** What a failed step means for its edit: tried again later, or refused at once where trying again cannot help. */
export function troubleOf(error: unknown, edit: Edit): EditEvent {
  if (error instanceof ProviderError) {
    const reason = reasonOfProvider(error);
    if (!error.retryable && edit.state === 'preparing') return { type: 'refused', reason };
    return { type: 'troubled', reason, retryAfterMs: error.retryAfterMs };
  }
  const disk = diskTrouble(error);
  if (disk) return { type: 'troubled', reason: { code: disk }, retryAfterMs: null };
  const retryAfterMs = error instanceof ScreenError ? (error.retryAfterMs ?? soonEnough(error, edit)) : null;
  const detail = error instanceof RecutError ? error.code : 'unexpected';
  return { type: 'troubled', reason: { code: 'internal', detail }, retryAfterMs };
}

/** What waits for a platform that stays away goes on soon after its return; null: as long as any other wait. */
export function soonEnough({ code }: ScreenError, { tries }: Edit): Millis | null {
  return code === 'unreachable' && tries >= AWAY_AFTER_TRIES ? AWAY_LOOK_MS : null;
}

/** No room, or no more room for this user. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** It answers with errors, or was made read-only because it did. */
const BROKEN = new Set(['EIO', 'EROFS']);

/** What the disk refuses; the file that was being written may have told it by way of another error. */
function diskTrouble(error: unknown): 'disk_full' | 'disk_broken' | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (FULL.has(code)) return 'disk_full';
  return BROKEN.has(code) ? 'disk_broken' : diskTrouble(error.cause);
}
