import { Client } from 'undici';
import { failpoint } from '#failpoint';
import type { Clock } from '../../clock.ts';
import { type Answer, readAnswer } from './answer.ts';
import { networkProblem } from './network-problem.ts';

export interface PaidPost {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** All in milliseconds. */
export interface PostLimits {
  connect: number;
  /** From the request to the first byte of the answer, and between two parts of the answer. */
  answer: number;
  /** For everything together. */
  total: number;
}

const ANSWER_BYTES = 1_000_000;

export type PostOutcome =
  | { kind: 'answered'; answer: Answer }
  /** There never was a connection, so nothing can have been written to one. */
  | { kind: 'not_sent'; problem: string }
  /** It was written, or may have been, and what became of it is not known. */
  | { kind: 'unanswered'; problem: string };

/**
 * Sends a request that spends money: one request on one connection of its own, and never anything again. A connection
 * that is not shared cannot have been closed by the server while it idled, the usual reason for a lost answer; and
 * undici announces it before the first byte is written, which is the proof that separates the two failures. No
 * redirect is followed. Never rejects.
 */
export async function postOnce(
  post: PaidPost,
  limits: PostLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(limits.total)]);
  if (stop.aborted) return { kind: 'not_sent', problem: 'it was stopped' };
  const client = new Client(post.url.origin, {
    connect: { timeout: limits.connect },
    allowH2: false,
    pipelining: 0,
    headersTimeout: limits.answer,
    bodyTimeout: limits.answer,
    maxResponseSize: ANSWER_BYTES,
    strictContentLength: true,
  });
  let connected = false;
  client.once('connect', () => {
    connected = true;
    failpoint('submit.connected');
    failpoint('submit.sent');
  });
  // Where the connection ends the client ends: it must not open a second one for a request it still holds.
  client.once('disconnect', () => void client.destroy());
  // A request that waits for its connection does not hear the signal; ending the client keeps it from ever leaving.
  stop.addEventListener('abort', () => {
    if (!connected) void client.destroy();
  });
  try {
    failpoint('submit.before');
    const response = await client.request({
      method: 'POST',
      path: post.url.pathname + post.url.search,
      headers: { ...post.headers },
      body: post.body,
      idempotent: false,
      reset: true,
      signal: stop,
    });
    const answer = await readAnswer(response, clock.now());
    failpoint('submit.answered');
    return { kind: 'answered', answer };
  } catch (error) {
    return { kind: connected ? 'unanswered' : 'not_sent', problem: networkProblem(error) };
  } finally {
    await client.destroy();
  }
}
