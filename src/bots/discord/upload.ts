import { openAsBlob } from 'node:fs';
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

/**
 * A message and its file as one form. The file is a window onto the disk, read while it is sent and read again when
 * the library tries again: at no time is it in memory as a whole, as it would be as one of the library's own `files`.
 * Rejects with a ScreenError `file_gone`.
 */
export async function takeForm(body: object, file: TakeFile): Promise<FormData> {
  const blob = await open(file);
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  form.set('files[0]', blob, fileName(file));
  return form;
}

async function open(file: TakeFile): Promise<Blob> {
  const type = MIME_TYPE[extname(file.name).toLowerCase()] ?? 'application/octet-stream';
  try {
    return await openAsBlob(file.path, { type });
  } catch (cause) {
    throw new ScreenError('file_gone', 'The take is not on the disk any more.', { cause });
  }
}
