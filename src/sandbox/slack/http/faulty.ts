import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../faults.ts';
import { jsonReply, type Reply, send } from './reply.ts';

/**
 * Answers a request as the work says, or as badly as the fault demands. `malformed` does the work and cuts its answer
 * in half. Faults "after accept" let the first bytes of a file through, so that a download breaks in the middle.
 */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
  work: () => Promise<Reply>,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return send(response, await work());
    case 'slow':
      await sleep(fault.delayMs, undefined, { ref: false });
      return send(response, await work());
    case 'rate_limited':
      return sendUnheard(request, response, rateLimited(fault.retryAfterSeconds));
    case 'status':
      return sendUnheard(request, response, plain(fault.status, fault.body));
    case 'status_after_accept':
      discard(await work());
      return send(response, plain(fault.status, fault.body));
    case 'malformed':
      return sendHalf(response, await work());
    case 'reset':
      return reset(request);
    case 'reset_after_accept':
      await begin(response, await work());
      return reset(request);
    case 'hang':
      return;
    case 'hang_after_accept':
      return begin(response, await work());
  }
}

function rateLimited(retryAfterSeconds: number): Reply {
  return jsonReply({ ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfterSeconds) }, 429);
}

function plain(status: number, body = ''): Reply {
  return {
    status,
    headers: { 'content-type': body.startsWith('{') ? 'application/json' : 'text/html' },
    body,
  };
}

/** A sender that is still writing would not read the answer, so its request is read to the end and forgotten. */
async function sendUnheard(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  await finished(request.resume(), { writable: false }).catch(() => {});
  return send(response, reply);
}

async function sendHalf(response: ServerResponse, reply: Reply): Promise<void> {
  if (typeof reply.body !== 'string') return begin(response, reply).then(() => void response.destroy());
  return send(response, { ...reply, body: reply.body.slice(0, reply.body.length / 2) });
}

/** Sends the start of a file and leaves it there; of any other answer, nothing. */
async function begin(response: ServerResponse, reply: Reply): Promise<void> {
  if (typeof reply.body === 'string') return;
  response.writeHead(reply.status, reply.headers);
  for await (const chunk of reply.body) {
    await new Promise<void>((sent) => response.write(chunk, () => sent()));
    break;
  }
  discard(reply);
}

/** Lets go of an answer that is not sent. */
function discard({ body }: Reply): void {
  if (body instanceof Readable) body.destroy();
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}
