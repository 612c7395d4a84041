import { type Member, userObject } from './members.ts';
import { isoTime, type Wire } from './wire.ts';
import type { World } from './world.ts';

/** What one role or one member may (not) do in one channel, beyond the roles of the guild. */
interface Overwrite {
  readonly id: string;
  readonly for: 'role' | 'member';
  allow: bigint;
  deny: bigint;
}

export interface TextChannel {
  readonly kind: 'text';
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly topic: string;
  readonly position: number;
  overwrites: Overwrite[];
  lastMessageId: string | null;
}

export interface Thread {
  readonly kind: 'thread';
  readonly id: string;
  name: string;
  readonly parentId: string;
  readonly ownerId: string;
  readonly private: boolean;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  readonly createdAt: number;
  archiveChangedAt: number;
  /** When each member joined, by user id. */
  readonly members: Map<string, number>;
  messageCount: number;
  lastMessageId: string | null;
}

/** A direct conversation of one person with the bot. */
export interface DirectChannel {
  readonly kind: 'dm';
  readonly id: string;
  readonly personId: string;
  lastMessageId: string | null;
}

export type Channel = TextChannel | Thread | DirectChannel;

/** Discord's channel types. */
export const CHANNEL_TYPE = { text: 0, dm: 1, publicThread: 11, privateThread: 12 } as const;

export function channelType(channel: Channel): number {
  if (channel.kind === 'text') return CHANNEL_TYPE.text;
  if (channel.kind === 'dm') return CHANNEL_TYPE.dm;
  return channel.private ? CHANNEL_TYPE.privateThread : CHANNEL_TYPE.publicThread;
}

/** The channel whose permissions count: a thread has its parent's. */
export function parentOf(world: World, channel: TextChannel | Thread): TextChannel {
  return channel.kind === 'text' ? channel : world.textChannel(channel.parentId);
}

export function channelObject(world: World, channel: Channel): Wire {
  const shared = {
    id: channel.id,
    type: channelType(channel),
    flags: 0,
    last_message_id: channel.lastMessageId,
  };
  if (channel.kind === 'dm')
    return { ...shared, recipients: [userObject(world.memberById(channel.personId))] };
  if (channel.kind === 'thread') return threadObject(world, channel);
  return {
    ...shared,
    guild_id: channel.guildId,
    name: channel.name,
    topic: channel.topic,
    position: channel.position,
    parent_id: null,
    rate_limit_per_user: 0,
    nsfw: false,
    permission_overwrites: channel.overwrites.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.for === 'role' ? 0 : 1,
      allow: String(overwrite.allow),
      deny: String(overwrite.deny),
    })),
  };
}

export function threadObject(world: World, thread: Thread): Wire {
  const joined = thread.members.get(world.bot.id);
  return {
    id: thread.id,
    type: channelType(thread),
    flags: 0,
    last_message_id: thread.lastMessageId,
    guild_id: parentOf(world, thread).guildId,
    name: thread.name,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    rate_limit_per_user: 0,
    message_count: thread.messageCount,
    total_message_sent: thread.messageCount,
    member_count: thread.members.size,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: isoTime(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: isoTime(thread.createdAt),
      ...(thread.private ? { invitable: true } : {}),
    },
    ...(joined === undefined ? {} : { member: threadMember(thread, world.bot, joined) }),
  };
}

export function threadMember(thread: Thread, person: Member, joinedAt: number): Wire {
  return { id: thread.id, user_id: person.id, join_timestamp: isoTime(joinedAt), flags: 0 };
}
