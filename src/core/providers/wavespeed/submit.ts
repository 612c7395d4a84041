import type { SubmitOutcome } from '../provider.ts';
import { Accepted, type Reply } from './answers.ts';
import { refusalOf } from './errors.ts';

/**
 * What an answer says about a submission. Only what is certain is called so: a rate limit and the documented refusals
 * mean that no prediction was made; any other answer but an id leaves it open.
 */
export function outcomeOfAnswer(httpStatus: number, reply: Reply | null): SubmitOutcome {
  const succeeded = httpStatus >= 200 && httpStatus < 300;
  const accepted = succeeded ? Accepted.safeParse(reply?.data).data : undefined;
  if (accepted) return { kind: 'accepted', predictionId: accepted.id };
  if (!reply) return { kind: 'ambiguous', problem: 'WaveSpeed answered the submission with no JSON' };
  if (reply.status === 429) {
    const problem = 'WaveSpeed takes no more submissions for now';
    return { kind: 'not_delivered', problem, retryAfterMs: reply.retryAfterMs };
  }
  const reason = refusalOf(reply);
  if (reason) return { kind: 'rejected', reason };
  return { kind: 'ambiguous', problem: `WaveSpeed answered the submission with ${reply.status} and no id` };
}
