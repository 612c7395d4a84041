import { z } from 'zod';
import { topLevelComponent } from './components.ts';
import { snowflake } from './controls.ts';
import { embeds } from './embeds.ts';

const allowedMentions = z.strictObject({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
  users: z.array(snowflake).max(100).nullish(),
  roles: z.array(snowflake).max(100).nullish(),
  replied_user: z.boolean().nullish(),
});

/** New files are numbered like their part `files[n]`; files that stay in an edited message have their own id. */
const attachment = z.looseObject({
  id: z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(String),
  filename: z.string().min(1).max(1024).nullish(),
  description: z.string().max(1024).nullish(),
});

const body = {
  content: z.string().max(2000).nullish(),
  embeds: embeds.nullish(),
  components: z.array(topLevelComponent).max(40).nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().nonnegative().nullish(),
  // discord.js sends these three with edits and answers too, where they mean nothing.
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
};

/** `POST /channels/{channel}/messages` */
export const newMessage = z.strictObject({
  ...body,
  message_reference: z
    .strictObject({
      type: z.literal(0).nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
});

/** An edit, an interaction's answer, a followup; and what a new message shares with them. */
export const messageForm = z.strictObject(body);

export type MessageForm = z.infer<typeof messageForm>;
export type NewMessage = z.infer<typeof newMessage>;
