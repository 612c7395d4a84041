import { RecutError } from '../errors.ts';

/**
 * A process for media gave no result.
 * - `refused`: its script says that the task cannot be done.
 * - `timed_out`: it had to be killed at its deadline.
 * - `crashed`: it died of a fault, out of memory included, which the file brought about.
 * - `failed`: it could not be started, ended by itself, or was killed by somebody else. May pass.
 */
export class ChildProblem extends RecutError {
  declare readonly code: 'refused' | 'timed_out' | 'crashed' | 'failed';
  /** For `refused`: the script's own code, and more about it where it says more. */
  readonly refusal: string | null;
  readonly detail: string | null;

  constructor(
    code: ChildProblem['code'],
    message: string,
    options: { cause?: unknown; refusal?: string; detail?: string | undefined } = {},
  ) {
    super(code, message, { cause: options.cause, retryable: code === 'failed' });
    this.refusal = options.refusal ?? null;
    this.detail = options.detail ?? null;
  }
}
