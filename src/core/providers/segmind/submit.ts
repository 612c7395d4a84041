import type { SubmitOutcome } from '../provider.ts';
import { Accepted, type Reply } from './answers.ts';
import { refusalOf } from './errors.ts';
import { predictionIdOf } from './request-address.ts';

/**
 * What an answer says about a submission. Only what is certain is called so: a rate limit and the documented refusals
 * mean that nothing was made; any other answer but an id leaves it open. `api` is the address that it came from.
 */
export function outcomeOfAnswer(reply: Reply, api: string): SubmitOutcome {
  const { status, json, retryAfterMs } = reply;
  const accepted = status >= 200 && status < 300 ? Accepted.safeParse(json).data : undefined;
  if (accepted) {
    return {
      kind: 'accepted',
      predictionId: predictionIdOf(accepted.request_id, accepted.status_url, api),
    };
  }
  if (status === 429) {
    return { kind: 'not_delivered', problem: 'Segmind takes no more submissions for now', retryAfterMs };
  }
  const reason = refusalOf(reply);
  if (reason) return { kind: 'rejected', reason };
  return { kind: 'ambiguous', problem: `Segmind answered the submission with ${status} and no id` };
}
