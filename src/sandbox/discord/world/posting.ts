import { DiscordError } from '../discord-error.ts';
import type { Member } from './members.ts';
import { MESSAGE_TYPE, type Message, type MessageBody, type Origin } from './messages.ts';
import { joinThread, wakeForMessage } from './threading.ts';
import type { World } from './world.ts';

/** A message about to be posted. */
export interface Draft {
  channelId: string;
  author: Member;
  body: MessageBody;
  type?: number;
  repliesTo?: { channelId: string; messageId: string } | undefined;
  nonce?: string | number | undefined;
  origin?: Origin | undefined;
  onlyFor?: string | undefined;
}

/**
 * Posts a message. In a thread, its author joins, and an archived thread wakes up.
 * @throws DiscordError 160005 when the thread is locked
 */
export function postMessage(world: World, draft: Draft): Message {
  const channel = world.channel(draft.channelId);
  if (channel.kind === 'thread' && draft.onlyFor === undefined) wakeForMessage(world, channel, draft.author);
  const message: Message = {
    id: world.ids.next(),
    channelId: channel.id,
    authorId: draft.author.id,
    type: draft.type ?? (draft.repliesTo ? MESSAGE_TYPE.reply : MESSAGE_TYPE.default),
    body: draft.body,
    createdAt: world.clock.now(),
    editedAt: null,
    versions: [],
    repliesTo: draft.repliesTo,
    nonce: draft.nonce,
    origin: draft.origin,
    onlyFor: draft.onlyFor,
    reactions: new Map(),
  };
  world.messages.add(message);
  if (draft.onlyFor === undefined) {
    channel.lastMessageId = message.id;
    if (channel.kind === 'thread') {
      channel.messageCount += 1;
      joinThread(world, channel, draft.author);
    }
  }
  world.announce({ kind: 'message_created', message });
  return message;
}

/** Replaces what a message says, keeping what it said before. @throws DiscordError 50083 in an archived thread */
export function editMessage(world: World, message: Message, body: MessageBody): void {
  refuseWhenArchived(world, message);
  const now = world.clock.now();
  message.versions.push({ body: message.body, until: now });
  message.body = body;
  message.editedAt = now;
  world.announce({ kind: 'message_edited', message });
}

/** Shows what a deferred answer became: for Discord the message is new until then, not edited. */
export function fillMessage(world: World, message: Message, body: MessageBody): void {
  message.versions.push({ body: message.body, until: world.clock.now() });
  message.body = body;
  world.announce({ kind: 'message_edited', message });
}

export function deleteMessage(world: World, message: Message): void {
  world.messages.remove(message);
  world.announce({ kind: 'message_deleted', message });
}

/** @throws DiscordError 50083 in an archived thread */
export function react(world: World, message: Message, emoji: string, userId: string): void {
  refuseWhenArchived(world, message);
  const users = message.reactions.get(emoji) ?? new Set();
  if (users.has(userId)) return;
  message.reactions.set(emoji, users.add(userId));
  world.announce({ kind: 'reaction_added', message, emoji, userId });
}

export function unreact(world: World, message: Message, emoji: string, userId: string): void {
  const users = message.reactions.get(emoji);
  if (!users?.delete(userId)) return;
  if (users.size === 0) message.reactions.delete(emoji);
  world.announce({ kind: 'reaction_removed', message, emoji, userId });
}

function refuseWhenArchived(world: World, message: Message): void {
  if (world.findThread(message.channelId)?.archived) throw new DiscordError('threadArchived');
}
