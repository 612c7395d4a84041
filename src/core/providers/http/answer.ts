import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Millis } from '../../clock.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a server answered, as far as any provider needs it. */
export interface Answer {
  status: number;
  headers: Readonly<IncomingHttpHeaders>;
  retryAfterMs: number | null;
  /** The body as JSON, or undefined when it is none. */
  json: unknown;
}

/** Reads an answer to its end. Rejects when the connection is lost on the way. */
export async function readAnswer(response: Dispatcher.ResponseData, now: Millis): Promise<Answer> {
  const text = await response.body.text();
  return {
    status: response.statusCode,
    headers: response.headers,
    retryAfterMs: retryAfterMs(response.headers['retry-after'], now),
    json: parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
