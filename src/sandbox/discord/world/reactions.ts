import type { Message } from './messages.ts';
import type { Wire } from './wire.ts';

/** An emoji as it stands in a path: `🎬`, or `name:id` for one of the guild's own. */
export function emojiObject(emoji: string): Wire {
  const [name, id] = emoji.split(':');
  return { name, id: id ?? null };
}

export function reactionObjects(message: Message, botId: string): Wire[] {
  return [...message.reactions].map(([emoji, userIds]) => ({
    emoji: emojiObject(emoji),
    count: userIds.size,
    count_details: { burst: 0, normal: userIds.size },
    burst_colors: [],
    me_burst: false,
    me: userIds.has(botId),
  }));
}
