import { Readable } from 'node:stream';
import { fileParts } from '../http/file-parts.ts';
import type { RawBody } from '../http/raw-body.ts';
import type { ProviderFile } from '../provider.ts';

/** A file as the API's JSON takes it: `{"data_urls":["data:video/mp4;base64,…"]}`, encoded while it is read. */
export function dataUrlForm({ path, contentType, bytes }: ProviderFile): RawBody {
  const head = `{"data_urls":["data:${contentType};base64,`;
  const tail = '"]}';
  return {
    body: Readable.from(between(head, encoded(fileParts(path)), tail)),
    headers: {
      'content-type': 'application/json',
      'content-length': String(head.length + 4 * Math.ceil(bytes / 3) + tail.length),
    },
  };
}

async function* between(head: string, parts: AsyncIterable<string>, tail: string): AsyncGenerator<string> {
  yield head;
  yield* parts;
  yield tail;
}

/** Base64 turns three bytes into four letters, so what is left of a part over a multiple of three waits for the next. */
async function* encoded(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let left: Uint8Array = new Uint8Array();
  for await (const part of parts) {
    const filling = left.length === 0 ? 0 : Math.min(3 - left.length, part.length);
    const triple = Buffer.concat([left, part.subarray(0, filling)]);
    if (triple.length === 3) yield triple.toString('base64');
    const rest = part.subarray(filling);
    const whole = rest.length - (rest.length % 3);
    if (whole > 0) yield Buffer.from(rest.buffer, rest.byteOffset, whole).toString('base64');
    // Copied: the part's own memory is used again.
    left = triple.length % 3 === 0 ? Uint8Array.from(rest.subarray(whole)) : triple;
  }
  if (left.length > 0) yield Buffer.from(left).toString('base64');
}
