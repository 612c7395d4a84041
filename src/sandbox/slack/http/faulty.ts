import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../faults.ts';
import { discard, jsonReply, type Reply, send } from './reply.ts';

/** Answers a request as the work says, or as badly as the fault demands. */
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
      await sleep(fault.delayMs);
      return send(response, await work());
    case 'rate_limited':
      return sendUnread(request, response, rateLimited(fault.retryAfterSeconds));
    case 'status':
      return sendUnread(request, response, plain(fault.status, fault.body));
    case 'malformed':
      return sendUnread(request, response, plain(200, '{"ok":tru'));
    case 'reset':
      return reset(request);
    case 'hang':
      return;
    case 'status_after_accept':
      discard(await work());
      return send(response, plain(fault.status, fault.body));
    case 'reset_after_accept':
      discard(await work());
      return reset(request);
    case 'hang_after_accept':
      return discard(await work());
  }
}

function rateLimited(retryAfterSeconds: number): Reply {
  return jsonReply({ ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfterSeconds) }, 429);
}

function plain(status: number, body = ''): Reply {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

function sendUnread(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  request.resume();
  return send(response, reply);
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}
