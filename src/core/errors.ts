/**
 * The base of every error Recut throws on purpose.
 * `code` is stable and machine-readable; `retryable` says whether the same step may be tried again unchanged.
 */
export class RecutError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
