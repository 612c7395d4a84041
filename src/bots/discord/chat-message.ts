import { z } from 'zod';

/** Discord's message, as far as the bot reads it, from the gateway and from REST alike. */
const person = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
  member: z.object({ nick: z.string().nullish() }).nullish(),
});

const attachment = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.int().nonnegative(),
  /** Missing for names that Discord knows no type for. */
  content_type: z.string().nullish(),
  url: z.string(),
});

const plain = z.object({
  id: z.string(),
  channel_id: z.string(),
  attachments: z.array(attachment).default([]),
  /** A forwarded message brings its files along in here. */
  message_snapshots: z
    .array(z.object({ message: z.object({ attachments: z.array(attachment).default([]) }) }))
    .nullish(),
});

export const chatMessage = plain.extend({
  guild_id: z.string().optional(),
  type: z.int(),
  author: person,
  webhook_id: z.string().nullish(),
  content: z.string().default(''),
  mentions: z.array(person).default([]),
  mention_roles: z.array(z.string()).default([]),
  /** The thread that hangs on it. */
  thread: z.object({ id: z.string() }).nullish(),
  components: z.array(z.object({ id: z.int().optional() })).default([]),
  message_reference: z.object({ message_id: z.string().optional() }).nullish(),
  /** The message replied to; null when it was deleted. */
  referenced_message: plain.nullish(),
});

export type ChatMessage = z.infer<typeof chatMessage>;
export type ChatAttachment = z.infer<typeof attachment>;

/** The files that a message shows, its own and forwarded ones. */
export function filesOf({ attachments, message_snapshots }: z.infer<typeof plain>): ChatAttachment[] {
  return [...attachments, ...(message_snapshots ?? []).flatMap(({ message }) => message.attachments)];
}

const VIDEO_NAME = /\.(mp4|m4v|mov|qt|webm|mkv)$/i;

/** By what is declared; the bytes are judged later. */
export function isVideo({
  content_type,
  filename,
}: Pick<ChatAttachment, 'content_type' | 'filename'>): boolean {
  return content_type?.startsWith('video/') || VIDEO_NAME.test(filename);
}
