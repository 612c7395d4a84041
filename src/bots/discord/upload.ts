import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ShownFile } from '../../core/views/message.ts';
import { ScreenError } from '../../core/views/screen.ts';

const NAME_LENGTH = 80;
const MIME_TYPE: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.png': 'image/png',
  '.csv': 'text/csv',
};

/**
 * The name of a take on Discord. Discord rewrites names it does not like, and then no `attachment://` address finds
 * the file any more: only characters that it leaves alone are used. The prefix is what hides a file behind a spoiler.
 */
export function fileName({ name, spoiler }: Pick<ShownFile, 'name' | 'spoiler'>): string {
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

/** A file of a form, and what stands before its bytes. */
interface FilePart {
  readonly head: Buffer;
  readonly path: string;
  readonly bytes: number;
}

/** A message and its files as `multipart/form-data` (RFC 7578). The files stay on disk until they are sent. */
export class TakeForm {
  /** The message itself. */
  readonly head: Buffer;
  readonly parts: readonly FilePart[];
  /** What stands behind the last of them. */
  readonly tail: Buffer;
  readonly contentType: string;

  private constructor(body: object, files: readonly { file: ShownFile; bytes: number }[]) {
    const boundary = `recut-${randomUUID()}`;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.head = Buffer.from(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="payload_json"',
        'Content-Type: application/json',
        '',
        JSON.stringify(body),
      ].join('\r\n'),
    );
    this.parts = files.map(({ file, bytes }, index) => ({
      head: Buffer.from(
        [
          `\r\n--${boundary}`,
          `Content-Disposition: form-data; name="files[${index}]"; filename="${fileName(file)}"`,
          `Content-Type: ${MIME_TYPE[extname(file.name).toLowerCase()] ?? 'application/octet-stream'}`,
          '\r\n',
        ].join('\r\n'),
      ),
      path: file.path,
      bytes,
    }));
    this.tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  }

  /** Rejects with a ScreenError `file_gone`. */
  static async of(body: object, files: readonly ShownFile[]): Promise<TakeForm> {
    try {
      const sized = files.map(async (file) => ({ file, bytes: (await stat(file.path)).size }));
      return new TakeForm(body, await Promise.all(sized));
    } catch (cause) {
      throw new ScreenError('file_gone', 'The take is not on the disk any more.', { cause });
    }
  }

  get bytes(): number {
    const files = this.parts.reduce((sum, { head, bytes }) => sum + head.length + bytes, 0);
    return this.head.length + files + this.tail.length;
  }
}
