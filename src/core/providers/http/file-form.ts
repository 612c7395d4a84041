import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ProviderFile } from '../provider.ts';
import { fileParts } from './file-parts.ts';
import type { RawBody } from './raw-body.ts';

/** A file as the only field, `file`, of a multipart form, streamed from disk. */
export function fileForm(file: ProviderFile): RawBody {
  const boundary = `recut-${randomUUID()}`;
  const name = file.name.replace(/[^\w.-]+/g, '_');
  const head = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
      `content-type: ${file.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    body: Readable.from(between(head, fileParts(file.path), tail)),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.bytes + tail.length),
    },
  };
}

async function* between(
  head: Uint8Array,
  parts: AsyncIterable<Uint8Array>,
  tail: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield head;
  yield* parts;
  yield tail;
}
