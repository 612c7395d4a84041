import type { SubmitOutcome } from '../provider.ts';
import type { PostOutcome } from './post-once.ts';

/** A submission that never had a connection was not delivered; any other that was not answered may have been. */
export function withoutAnswer(
  provider: string,
  { kind, problem }: Exclude<PostOutcome, { kind: 'answered' }>,
): SubmitOutcome {
  return kind === 'not_sent'
    ? { kind: 'not_delivered', problem: `${provider} was not reached: ${problem}`, retryAfterMs: null }
    : { kind: 'ambiguous', problem: `${provider} did not answer the submission: ${problem}` };
}
