import type { Reason } from '../edit/reason.ts';
import { RecutError } from '../errors.ts';

/**
 * - `provider_down`: no connection, no answer in time, or a server error.
 * - `provider_busy`: it asks to come back later.
 * - `provider_failed`: it answered something that is no answer, or an undocumented refusal.
 * - `provider_access`, `provider_funds`: the operator's key may not do this, or the account is empty.
 * - `bad_media`, `bad_request`: it refuses this file, or this request.
 */
export type ProviderErrorCode = Extract<
  Reason['code'],
  | 'provider_down'
  | 'provider_busy'
  | 'provider_failed'
  | 'provider_access'
  | 'provider_funds'
  | 'bad_media'
  | 'bad_request'
>;

/**
 * A call to a provider came to nothing; one that is `retryable` may be made again unchanged. Its message holds no
 * key, no signed address and no prompt.
 */
export class ProviderError extends RecutError {
  declare readonly code: ProviderErrorCode;
  /** HTTP status, when there was one. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    code: ProviderErrorCode,
    message: string,
    options: { cause?: unknown; status?: number; retryAfterMs?: number | null; retryable?: boolean } = {},
  ) {
    super(code, message, { cause: options.cause, retryable: options.retryable ?? true });
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** What to tell people once trying again is over, or useless from the start. */
export function reasonOfProvider({ code, message }: ProviderError): Reason {
  return code === 'bad_media' || code === 'bad_request' ? { code, detail: message } : { code };
}
