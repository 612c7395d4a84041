import { ProviderError } from '../provider-error.ts';
import type { Reply } from './reply.ts';

export const PURPOSE = 'take the file';

/** @throws ProviderError unless the file store took what it was sent. */
export function checkStored({ status, retryAfterMs }: Reply): void {
  if (status >= 200 && status < 300) return;
  const code = status === 413 ? 'bad_media' : status === 429 ? 'provider_busy' : 'provider_down';
  throw new ProviderError(code, `fal's file store answered ${status} to an upload`, {
    status,
    retryAfterMs,
    // An address that has expired is refused; the next upload gets a new one.
    retryable: code !== 'bad_media',
  });
}
