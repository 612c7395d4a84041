import { RecutError } from '../errors.ts';

/** A provider could not be reached, or answered something that is no answer. The same call may be made again. */
export class ProviderError extends RecutError {
  /** HTTP status, when there was one. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; status?: number; retryAfterMs?: number; retryable?: boolean } = {},
  ) {
    super(code, message, { cause: options.cause, retryable: options.retryable ?? true });
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
