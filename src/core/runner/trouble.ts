import type { Edit } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import type { Reason } from '../edit/reason.ts';
import { RecutError } from '../errors.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { ScreenError } from '../views/screen.ts';

/** What a failed step means for its edit: tried again later, or refused at once where trying again cannot help. */
export function troubleOf(error: unknown, edit: Edit): EditEvent {
  if (error instanceof ProviderError) {
    const reason = reasonOfProvider(error);
    if (!error.retryable && edit.state === 'preparing') return { type: 'refused', reason };
    return { type: 'troubled', reason, retryAfterMs: error.retryAfterMs };
  }
  const retryAfterMs = error instanceof ScreenError ? error.retryAfterMs : null;
  const detail = error instanceof RecutError ? error.code : 'unexpected';
  return { type: 'troubled', reason: { code: 'internal', detail }, retryAfterMs };
}

function reasonOfProvider({ status }: ProviderError): Reason {
  if (status === 401 || status === 403) return { code: 'provider_access' };
  if (status === 402) return { code: 'provider_funds' };
  return { code: status === 429 ? 'provider_busy' : 'provider_down' };
}
