import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';

/** No argument list is larger than this; files go elsewhere. */
const mostBytes = 4_000_000;

/** The arguments of a Web API call, from its address, its form or its JSON body. */
export async function readArguments(request: IncomingMessage): Promise<JsonObject> {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const body = await readText(request);
  const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
  const given = isJson ? parseJson(body) : Object.fromEntries(new URLSearchParams(body));
  const all = Object.entries({ ...Object.fromEntries(searchParams), ...(isJsonObject(given) ? given : {}) });
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

/** @throws Error for a body that is far too large */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`The request is larger than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
