import type { Millis } from '../../core/clock.ts';
import type { Upload } from '../../core/edit/ask.ts';
import type { ChatAttachment } from './chat-message.ts';

/**
 * The address of an upload, as the core keeps it. Discord signs the URLs of files for about a day. A file in a message
 * has ids by which a new URL can be had; one that came with a command or form has nothing but its URL.
 */
export type UploadRef =
  | { kind: 'message'; channel: string; message: string; attachment: string; url: string }
  | { kind: 'passing'; url: string };

const MESSAGE = /^message:(\d+):(\d+):(\d+):(.+)$/s;
const PASSING = /^passing:(.+)$/s;

export function writeRef(ref: UploadRef): string {
  if (ref.kind === 'passing') return `passing:${ref.url}`;
  return `message:${ref.channel}:${ref.message}:${ref.attachment}:${ref.url}`;
}

export function readRef(text: string): UploadRef | null {
  const [, channel, message, attachment, url] = MESSAGE.exec(text) ?? [];
  if (channel && message && attachment && url) return { kind: 'message', channel, message, attachment, url };
  const passing = PASSING.exec(text)?.[1];
  return passing ? { kind: 'passing', url: passing } : null;
}

/** A file in a message. */
export function messageUpload(at: { channel: string; message: string }, file: ChatAttachment): Upload {
  return toUpload(file, { kind: 'message', ...at, attachment: file.id, url: file.url });
}

/** A file of a command or a form: Discord removes it again after a while. */
export function passingUpload(file: Omit<ChatAttachment, 'id'>): Upload {
  return toUpload(file, { kind: 'passing', url: file.url });
}

function toUpload(file: Omit<ChatAttachment, 'id'>, ref: UploadRef): Upload {
  return { ref: writeRef(ref), name: file.filename, bytes: file.size, mimeType: file.content_type ?? '' };
}

/** When a signed URL ends: its `ex` is hexadecimal seconds. Null for one that does not say. */
export function expiryOf(url: string): Millis | null {
  const seconds = Number.parseInt(URL.parse(url)?.searchParams.get('ex') ?? '', 16);
  return Number.isNaN(seconds) ? null : seconds * 1000;
}
