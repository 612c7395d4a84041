import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { TakeMessage } from '../../core/views/message.ts';
import { ScreenError } from '../../core/views/screen.ts';

type TakeFile = NonNullable<TakeMessage['file']>;

const NAME_LENGTH = 80;
const MIME_TYPE: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
};

/**
 * The name of a take on Discord. Discord rewrites names it does not like, and then no `attachment://` address finds
 * the file any more: only characters that it leaves alone are used. The prefix is what hides a file behind a spoiler.
 */
export function fileName({ name, spoiler }: Pick<TakeFile, 'name' | 'spoiler'>): string {
  const ending = extname(name).replace(/[^A-Za-z0-9.]/g, '');
  const stem = name
    .slice(0, name.length - extname(name).length)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, NAME_LENGTH);
  return `${spoiler ? 'SPOILER_' : ''}${stem || 'take'}${ending}`;
}

/** A message and its file as `multipart/form-data` (RFC 7578). The file stays on disk until it is sent. */
export class TakeForm {
  readonly path: string;
  readonly fileBytes: number;
  /** What stands before and behind the bytes of the file. */
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly contentType: string;

  private constructor(body: object, file: TakeFile, fileBytes: number) {
    const boundary = `recut-${randomUUID()}`;
    const mimeType = MIME_TYPE[extname(file.name).toLowerCase()] ?? 'application/octet-stream';
    this.path = file.path;
    this.fileBytes = fileBytes;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.head = Buffer.from(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="payload_json"',
        'Content-Type: application/json',
        '',
        JSON.stringify(body),
        `--${boundary}`,
        `Content-Disposition: form-data; name="files[0]"; filename="${fileName(file)}"`,
        `Content-Type: ${mimeType}`,
        '\r\n',
      ].join('\r\n'),
    );
    this.tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  }

  /** Rejects with a ScreenError `file_gone`. */
  static async of(body: object, file: TakeFile): Promise<TakeForm> {
    try {
      return new TakeForm(body, file, (await stat(file.path)).size);
    } catch (cause) {
      throw new ScreenError('file_gone', 'The take is not on the disk any more.', { cause });
    }
  }

  get bytes(): number {
    return this.head.length + this.fileBytes + this.tail.length;
  }
}
