import type { Edit } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import { RecutError } from '../errors.ts';
import { ProviderError, reasonOfProvider } from '../providers/provider-error.ts';
import { ScreenError } from '../views/screen.ts';

/** What a failed step means for its edit: tried again later, or refused at once where trying again cannot help. */
export function troubleOf(error: unknown, edit: Edit): EditEvent {
  if (error instanceof ProviderError) {
    const reason = reasonOfProvider(error);
    if (!error.retryable && edit.state === 'preparing') return { type: 'refused', reason };
    return { type: 'troubled', reason, retryAfterMs: error.retryAfterMs };
  }
  if (isDiskFull(error)) return { type: 'troubled', reason: { code: 'disk_full' }, retryAfterMs: null };
  const retryAfterMs = error instanceof ScreenError ? error.retryAfterMs : null;
  const detail = error instanceof RecutError ? error.code : 'unexpected';
  return { type: 'troubled', reason: { code: 'internal', detail }, retryAfterMs };
}

/** No room, or no more room for this user; the file that was being written may have told it by way of another error. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : '';
  return code === 'ENOSPC' || code === 'EDQUOT' || isDiskFull(error.cause);
}
