import type { Attachment } from 'discord.js';
import type { ChatAttachment } from './chat-message.ts';

/** The library's attachment in the shape that messages bring theirs in. */
export function fileOf({ id, name, size, contentType, url }: Attachment): ChatAttachment {
  return { id, filename: name, size, content_type: contentType, url };
}
