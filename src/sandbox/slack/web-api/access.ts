import type { Channel } from '../channels.ts';
import type { Message } from '../messages.ts';
import { isReply } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';

/**
 * A conversation the bot can see: any public one, others only when it is in them.
 *
 * @throws Refusal `channel_not_found`
 */
export function visibleChannel(reference: string, at: Workspace): Channel {
  const channel = at.channels.get(reference);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(at.bot.userId))) {
    throw new Refusal('channel_not_found');
  }
  return channel;
}

/**
 * A conversation the bot is in.
 *
 * @throws Refusal `channel_not_found`, `not_in_channel`
 */
export function joinedChannel(reference: string, at: Workspace): Channel {
  const channel = visibleChannel(reference, at);
  if (!channel.members.has(at.bot.userId)) throw new Refusal('not_in_channel');
  return channel;
}

/**
 * Where a message is to go: the id or the name of a channel, or a person for the direct conversation.
 *
 * @throws Refusal `channel_not_found`, `not_in_channel`
 */
export function destination(reference: string, at: Workspace): Channel {
  const channel = at.channels.find(reference);
  if (!channel) throw new Refusal('channel_not_found');
  if (channel.kind === 'public' && at.scopes.has('chat:write.public')) return channel;
  return joinedChannel(channel.id, at);
}

/** @throws Refusal `message_not_found` */
export function messageIn(channel: Channel, ts: string, at: Workspace): Message {
  const message = at.messages.get(channel.id, ts);
  if (!message) throw new Refusal('message_not_found');
  return message;
}

/**
 * The message that a reply hangs on.
 *
 * @throws Refusal `thread_not_found`, or `cannot_reply_to_message` for the timestamp of a reply
 */
export function threadRoot(channel: Channel, ts: string, at: Workspace): Message {
  const root = at.messages.get(channel.id, ts);
  if (!root) throw new Refusal('thread_not_found');
  if (isReply(root)) throw new Refusal('cannot_reply_to_message');
  return root;
}
