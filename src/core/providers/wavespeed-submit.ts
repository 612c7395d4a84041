import type { PostOutcome } from './post-once.ts';
import type { SubmitOutcome } from './provider.ts';
import { Accepted, replyOf } from './wavespeed-answers.ts';
import { refusalOf } from './wavespeed-errors.ts';

/**
 * What became of a submission. Only what is certain is called so: no connection, a rate limit and the documented
 * refusals mean that no prediction was made; any other answer but an id leaves it open.
 */
export function outcomeOf(post: PostOutcome, prompt: string): SubmitOutcome {
  if (post.kind === 'not_sent') {
    return {
      kind: 'not_delivered',
      problem: `WaveSpeed was not reached: ${post.problem}`,
      retryAfterMs: null,
    };
  }
  if (post.kind === 'unanswered') {
    return { kind: 'ambiguous', problem: `WaveSpeed did not answer the submission: ${post.problem}` };
  }
  const { answer } = post;
  const reply = replyOf(answer);
  const accepted = answer.status >= 200 && answer.status < 300 ? Accepted.safeParse(reply?.data).data : null;
  if (accepted) return { kind: 'accepted', predictionId: accepted.id };
  if (!reply) return { kind: 'ambiguous', problem: 'WaveSpeed answered the submission with no JSON' };
  if (reply.status === 429) {
    const problem = 'WaveSpeed takes no more submissions for now';
    return { kind: 'not_delivered', problem, retryAfterMs: reply.retryAfterMs };
  }
  const reason = refusalOf(reply, prompt);
  if (reason) return { kind: 'rejected', reason };
  return { kind: 'ambiguous', problem: `WaveSpeed answered the submission with ${reply.status} and no id` };
}
