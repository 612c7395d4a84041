import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Fault, Faults } from '../faults.ts';

type Answer = (request: Request, env: HttpBindings) => Promise<Response>;

/** What differs from provider to provider. */
interface Manners {
  /** What a request is called in the fault switches; the first name that has a fault counts. */
  namesOf(method: string, pathname: string): string[];
  /** A refusal as the provider words it. */
  failure(status: number, message: string): Response;
}

/**
 * Answers as `answer` does, but for the faults that are planned. `malformed` does the work and cuts its answer in
 * half. Faults "after accept" let the first bytes of a file through, so that a download breaks in the middle.
 */
export function faulty(faults: Faults, manners: Manners, answer: Answer): Answer {
  return async (request, env) => {
    const fault = manners
      .namesOf(request.method, new URL(request.url).pathname)
      .values()
      .map((name) => faults.take(name))
      .find((taken) => taken !== undefined);
    if (!fault) return await answer(request, env);
    return await suffer(fault, manners, () => answer(request, env), env);
  };
}

async function suffer(
  fault: Fault,
  { failure }: Manners,
  answer: () => Promise<Response>,
  env: HttpBindings,
): Promise<Response> {
  switch (fault.kind) {
    case 'slow':
      await delay(fault.delayMs, undefined, { ref: false });
      return await answer();
    case 'rate_limited': {
      const refused = failure(429, 'Too Many Requests');
      refused.headers.set('retry-after', String(fault.retryAfterSeconds));
      return refused;
    }
    case 'status':
      return refusal(fault, failure);
    case 'status_after_accept':
      await (await answer()).body?.cancel();
      return refusal(fault, failure);
    case 'malformed':
      return await cutInHalf(await answer());
    case 'hang':
      return RESPONSE_ALREADY_SENT;
    case 'hang_after_accept':
      await begin(await answer(), env);
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      env.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'reset_after_accept':
      await begin(await answer(), env);
      env.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
  }
}

function refusal({ status, body }: { status: number; body?: string }, failure: Manners['failure']): Response {
  if (body === undefined) return failure(status, `The stand-in was told to answer ${status}`);
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

/** Sends the start of a file's answer and leaves it there; of any other answer, nothing. */
async function begin(response: Response, { outgoing }: HttpBindings): Promise<void> {
  const isFile = response.headers.has('accept-ranges');
  const reader = response.body?.getReader();
  if (isFile && reader) {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    const { value } = await reader.read();
    const start = value?.subarray(0, value.length / 2);
    if (start) await new Promise<void>((sent) => outgoing.write(start, () => sent()));
  }
  await reader?.cancel();
}
