import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** A file as a download, or the part of it that a `Range: bytes=…` header asks for. */
export async function serveFile(
  file: string,
  contentType: string,
  range: string | undefined,
): Promise<Response> {
  const { size } = await stat(file);
  const part = range === undefined ? undefined : partAsked(range, size);
  if (part === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  const headers = new Headers({
    'content-type': contentType,
    'content-length': String(end - start + 1),
    'accept-ranges': 'bytes',
  });
  if (part) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const body = size === 0 ? null : webStream(createReadStream(file, { start, end }));
  return new Response(body, { status: part ? 206 : 200, headers });
}

/** A header that is no single byte range is ignored, as RFC 9110 has it. */
function partAsked(
  range: string,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

/** Node's and the web's stream types differ by name only. */
function webStream(readable: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(readable) as ReadableStream<Uint8Array>;
}
