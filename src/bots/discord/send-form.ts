import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { TakeForm } from './upload.ts';

const PIECE_BYTES = 256 * 1024;

type Init = Parameters<RESTOptions['makeRequest']>[1];

/** Sends the library's requests as the library does, except for takes. */
export const makeRequest: RESTOptions['makeRequest'] = (url, init) => {
  const body: unknown = init.body;
  return body instanceof TakeForm ? sendForm(url, init, body) : DefaultRestOptions.makeRequest(url, init);
};

/**
 * Sends a form by the one buffer that its files are read into, piece by piece: a take must not pass through the memory as
 * a whole. (The library reads files into memory before it sends them; streams of `FormData` and `Blob` make new buffers
 * all the way, which pile up until they are collected.) Stops where the answer comes early, as with 413.
 */
async function sendForm(url: string, init: Init, form: TakeForm): Promise<Response> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'POST',
    headers: { ...headersOf(init), 'content-type': form.contentType, 'content-length': form.bytes },
    // A connection of its own: one that idled might break in the middle.
    agent: false,
    ...(init.signal ? { signal: init.signal } : {}),
  });
  // The first error ends the wait below; any that follows must not end the process.
  request.on('error', () => undefined);
  const answered = new AbortController();
  request.once('response', () => answered.abort());
  write(form, request, answered.signal).catch((error: unknown) => request.destroy(asError(error)));
  try {
    const [answer]: IncomingMessage[] = await once(request, 'response');
    if (!answer) throw new Error('no answer');
    return await toResponse(answer);
  } finally {
    request.destroy();
  }
}

async function write(form: TakeForm, request: ClientRequest, answered: AbortSignal): Promise<void> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  await flush(request, form.head);
  for (const { head, path, bytes } of form.parts) {
    await using file = await open(path);
    await flush(request, head);
    for (let left = bytes; left > 0; ) {
      const { bytesRead } = await file.read(piece, 0, Math.min(left, PIECE_BYTES));
      if (bytesRead === 0) throw new Error('the take became shorter while it was sent');
      // Lets an early answer be read: a server that then closes would fail the next write, and the answer with it.
      await setImmediate();
      if (answered.aborted) return;
      await flush(request, piece.subarray(0, bytesRead));
      left -= bytesRead;
    }
  }
  request.end(form.tail);
}

/** Resolves when the bytes are out, and their buffer may be used again. */
function flush(request: ClientRequest, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function toResponse(answer: IncomingMessage): Promise<Response> {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const body = await text(answer);
  return new Response(body === '' ? null : body, { status: answer.statusCode ?? 500, headers });
}

function headersOf({ headers }: Init): Record<string, string> {
  return Object.fromEntries(new Headers(headers as Record<string, string>));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
