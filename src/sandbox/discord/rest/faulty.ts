import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Fault, Faults } from '../../faults.ts';
import { requestName } from './request-name.ts';

export type Answer = (request: Request, env: HttpBindings) => Promise<Response>;

/**
 * Answers as `answer` does, but for the faults that are planned for the request. `malformed` does the work and
 * cuts its answer in half.
 */
export function faulty(faults: Faults, answer: Answer): Answer {
  return async (request, env) => {
    const fault = faults.take(requestName(request));
    return fault ? suffer(fault, () => answer(request, env), env) : answer(request, env);
  };
}

async function suffer(
  fault: Fault,
  answer: () => Promise<Response>,
  { incoming }: HttpBindings,
): Promise<Response> {
  // A sender that is still writing would not read the answer.
  const readAll = () => finished(incoming.resume(), { writable: false }).catch(() => {});
  switch (fault.kind) {
    case 'slow':
      await delay(fault.delayMs, undefined, { ref: false });
      return answer();
    case 'rate_limited':
      await readAll();
      return tooManyRequests(fault.retryAfterSeconds);
    case 'status':
      await readAll();
      return failure(fault);
    case 'status_after_accept':
      await answer();
      return failure(fault);
    case 'malformed':
      return cutInHalf(await answer());
    case 'hang_after_accept':
      await answer();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
      return RESPONSE_ALREADY_SENT;
    case 'reset_after_accept':
      await answer();
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
  }
}

/** 429 as Discord words it. */
export function tooManyRequests(retryAfterSeconds: number): Response {
  const body = {
    message: 'You are being rate limited.',
    code: 0,
    retry_after: retryAfterSeconds,
    global: false,
  };
  return Response.json(body, {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds), 'x-ratelimit-scope': 'user' },
  });
}

function failure({ status, body }: { status: number; body?: string }): Response {
  if (body === undefined) return Response.json({ message: `${status}`, code: 0 }, { status });
  const contentType = body.startsWith('{') ? 'application/json' : 'text/html';
  return new Response(body, { status, headers: { 'content-type': contentType } });
}

async function cutInHalf(whole: Response): Promise<Response> {
  const text = await whole.text();
  return new Response(text.slice(0, text.length / 2), {
    status: whole.status,
    headers: { 'content-type': whole.headers.get('content-type') ?? 'text/plain' },
  });
}
