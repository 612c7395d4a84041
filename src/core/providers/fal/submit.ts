import type { SubmitOutcome } from '../provider.ts';
import { Accepted } from './answers.ts';
import { refusalOf } from './errors.ts';
import { predictionIdOf } from './prediction-id.ts';
import type { Reply } from './reply.ts';

/**
 * What an answer says about a submission. Only what is certain is called so: a rate limit and the documented refusals
 * mean that nothing was queued; any other answer but an id leaves it open, even where fal calls it retryable.
 */
export function outcomeOfAnswer(reply: Reply, endpoint: string, queue: string): SubmitOutcome {
  const { status, json, retryAfterMs } = reply;
  const succeeded = status >= 200 && status < 300;
  const accepted = succeeded ? Accepted.safeParse(json).data : undefined;
  if (accepted) return { kind: 'accepted', predictionId: predictionIdOf(accepted, endpoint, queue) };
  if (status === 429) {
    return { kind: 'not_delivered', problem: 'fal takes no more submissions for now', retryAfterMs };
  }
  const reason = refusalOf(reply);
  if (reason) return { kind: 'rejected', reason };
  return { kind: 'ambiguous', problem: `fal answered the submission with ${status} and no id` };
}
