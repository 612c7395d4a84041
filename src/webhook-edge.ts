import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { EditId } from './core/edit/edit.ts';
import { WEBHOOK_ROUTE } from './core/webhooks/address.ts';
import type { Received, WebhookDesk } from './core/webhooks/webhook-desk.ts';

/** Webhooks of the providers are a few kilobytes. */
export const MOST_BYTES = 1_000_000;
const DEADLINE_MS = 10_000;
const SHAPES = { edit: /^[0-9A-HJKMNP-TV-Z]{26}$/, token: /^[\w-]{32}$/ };

const STATUS = { taken: 200, known: 200, contradicts: 200, refused: 401, nowhere: 404 } as const;

const CONTRADICTS =
  'the provider tells of an edit that an approver settled as never run: its thread asks the approvers again';

interface Parts {
  desk: Pick<WebhookDesk, 'receive'>;
  /** Called with what became of each that had a proper address. */
  received(provider: string, outcome: Received | 'failed'): void;
  logger: Logger;
}

/**
 * Where providers call back. What is cheap to judge is judged first: path, method, size and type before the body is
 * read; then the signature over exactly its bytes, and its age. A webhook is answered by 2xx only once it is durable.
 */
export function webhookEdge({ desk, received, logger }: Parts): Hono {
  const app = new Hono();
  app.all(WEBHOOK_ROUTE, async (context) => {
    const { provider, edit, token } = context.req.param();
    if (!SHAPES.edit.test(edit) || !SHAPES.token.test(token)) return context.body(null, 404);
    if (context.req.method !== 'POST') return context.body(null, 405, { allow: 'POST' });
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const body = await bodyOf(context, signal);
    if (typeof body === 'number') return context.body(null, body);
    const call = { header: (name: string) => context.req.header(name), body };
    try {
      const outcome = await desk.receive({ provider, edit: edit as EditId, token }, call, signal);
      received(outcome === 'nowhere' ? 'none' : provider, outcome);
      if (outcome === 'contradicts') logger.error({ provider, edit }, CONTRADICTS);
      return context.body(null, STATUS[outcome]);
    } catch (error) {
      logger.warn({ provider, edit, err: error }, 'a webhook could not be taken; it may come again');
      received(provider, 'failed');
      return context.body(null, 503);
    }
  });
  return app;
}

/** The bytes, or the status that says why they are not taken. */
async function bodyOf(context: Context, signal: AbortSignal): Promise<Uint8Array | 400 | 413 | 415> {
  if (Number(context.req.header('content-length') ?? 0) > MOST_BYTES) return 413;
  const type = context.req.header('content-type') ?? '';
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return 415;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const { incoming } = context.env as HttpBindings;
  const stop = () => incoming.destroy();
  signal.addEventListener('abort', stop);
  try {
    for await (const part of incoming as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength;
      if (bytes > MOST_BYTES) return 413;
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return 400;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
