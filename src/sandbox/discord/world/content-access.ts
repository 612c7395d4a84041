import type { Settings } from '../settings.ts';
import { type Message, messageObject } from './messages.ts';
import type { Wire } from './wire.ts';
import type { World } from './world.ts';

/** What Discord empties in messages that an application without the message content intent may not read. */
const CONTENT_FIELDS: Wire = { content: '', embeds: [], attachments: [], components: [] };

/**
 * A message as the bot may see it. Without the intent that is in full only: its own messages, direct messages,
 * and those that mention it. The message replied to is judged by itself.
 */
export function messageForBot(world: World, message: Message, settings: Settings, hasIntent: boolean): Wire {
  const full = messageObject(world, message);
  if (hasIntent) return full;
  const original = message.repliesTo && world.messages.find(message.repliesTo.messageId);
  const shown = mayRead(world, message, settings) ? full : { ...full, ...CONTENT_FIELDS };
  if (!original || mayRead(world, original, settings)) return shown;
  return { ...shown, referenced_message: { ...messageObject(world, original), ...CONTENT_FIELDS } };
}

function mayRead(world: World, message: Message, settings: Settings): boolean {
  const { userIds, roleIds } = message.body.mentions;
  if (message.authorId === world.bot.id || userIds.includes(world.bot.id)) return true;
  if (settings.roleMentionRevealsContent && roleIds.some((id) => world.bot.roleIds.includes(id))) return true;
  return world.channel(message.channelId).kind === 'dm';
}
