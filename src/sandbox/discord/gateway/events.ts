import type { Settings } from '../settings.ts';
import type { Change } from '../world/changes.ts';
import { channelObject, channelType, threadMember, threadObject } from '../world/channels.ts';
import { messageForBot } from '../world/content-access.ts';
import type { Guild } from '../world/guild.ts';
import { memberObject, partialMember } from '../world/members.ts';
import type { Message } from '../world/messages.ts';
import { sees } from '../world/permissions.ts';
import { emojiObject } from '../world/reactions.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { INTENT } from './intents.ts';

/** An event on its way to the bot's sessions. */
export interface GatewayEvent {
  readonly name: string;
  /** The intent that a session needs to hear it. */
  readonly intent: number;
  /** The guild that it belongs to, which decides the shard; null of direct messages, which go to the first one. */
  readonly guild: string | null;
  data(sessionReadsContent: boolean): Wire;
}

/** The events that tell the bot of a change, none when the bot cannot see the place. */
export function eventsOf(world: World, change: Change, settings: Settings): GatewayEvent[] {
  switch (change.kind) {
    case 'message_created':
    case 'message_edited':
    case 'message_deleted':
      return messageEvents(world, change.kind, change.message, settings);
    case 'thread_created':
    case 'thread_updated':
    case 'thread_joined':
    case 'thread_left':
      return threadEvents(world, change);
    case 'reaction_added':
    case 'reaction_removed':
      return reactionEvents(world, change);
    case 'channel_created':
    case 'channel_updated': {
      const guild = world.guildOf(change.channel);
      const name = change.kind === 'channel_created' ? 'CHANNEL_CREATE' : 'CHANNEL_UPDATE';
      // Discord announces a direct conversation by its first message only.
      return guild ? [inGuild(guild, name, INTENT.guilds, channelObject(world, change.channel))] : [];
    }
    case 'member_updated': {
      const data = { guild_id: world.guild.id, ...memberObject(change.member) };
      return [inGuild(world.guild, 'GUILD_MEMBER_UPDATE', INTENT.guildMembers, data)];
    }
    case 'typing':
      return typingEvents(world, change.channelId, change.userId);
  }
}

function inGuild(guild: Guild, name: string, intent: number, data: Wire): GatewayEvent {
  return { name, intent, guild: guild.id, data: () => data };
}

const MESSAGE_EVENTS = {
  message_created: 'MESSAGE_CREATE',
  message_edited: 'MESSAGE_UPDATE',
  message_deleted: 'MESSAGE_DELETE',
} as const;

function messageEvents(
  world: World,
  kind: keyof typeof MESSAGE_EVENTS,
  message: Message,
  settings: Settings,
): GatewayEvent[] {
  const channel = world.channel(message.channelId);
  if (message.onlyFor !== undefined || !sees(world, world.bot, channel)) return [];
  const guild = world.guildOf(channel);
  // Not documented, but sent: discord.js tells direct conversations that it does not know by this type.
  const place = { channel_type: channelType(channel), ...(guild ? { guild_id: guild.id } : {}) };
  const author = world.memberById(message.authorId);
  const gone = { id: message.id, channel_id: message.channelId, ...place };
  const member = guild ? { member: partialMember(author) } : {};
  return [
    {
      name: MESSAGE_EVENTS[kind],
      intent: guild ? INTENT.guildMessages : INTENT.directMessages,
      guild: guild?.id ?? null,
      data: (readsContent) =>
        kind === 'message_deleted'
          ? gone
          : { ...messageForBot(world, message, settings, readsContent), ...place, ...member },
    },
  ];
}

type ThreadEvent = Extract<Change, { thread: unknown }>;

function threadEvents(world: World, change: ThreadEvent): GatewayEvent[] {
  const { thread } = change;
  const guild = world.guildOf(thread);
  if (!guild || !sees(world, world.bot, thread)) return [];
  if (!('member' in change)) {
    const isNew = change.kind === 'thread_created';
    const data = { ...threadObject(world, thread), ...(isNew ? { newly_created: true } : {}) };
    return [inGuild(guild, isNew ? 'THREAD_CREATE' : 'THREAD_UPDATE', INTENT.guilds, data)];
  }
  const { member } = change;
  const joinedAt = thread.members.get(member.id);
  const added = joinedAt === undefined ? [] : [threadMember(thread, member, joinedAt)];
  const removed = joinedAt === undefined ? [member.id] : [];
  const data = {
    guild_id: guild.id,
    id: thread.id,
    member_count: thread.members.size,
    added_members: added,
    removed_member_ids: removed,
  };
  // Without the members intent, Discord tells a bot of its own comings and goings only.
  const intent = member.id === world.bot.id ? INTENT.guilds : INTENT.guildMembers;
  const joinedItself = member.id === world.bot.id && change.kind === 'thread_joined';
  return [
    ...(joinedItself && thread.private
      ? [inGuild(guild, 'THREAD_CREATE', INTENT.guilds, threadObject(world, thread))]
      : []),
    inGuild(guild, 'THREAD_MEMBERS_UPDATE', intent, data),
  ];
}

function reactionEvents(world: World, change: Extract<Change, { emoji: string }>): GatewayEvent[] {
  const { message, emoji, userId } = change;
  const channel = world.channel(message.channelId);
  if (message.onlyFor !== undefined || !sees(world, world.bot, channel)) return [];
  const guild = world.guildOf(channel);
  const data = {
    user_id: userId,
    channel_id: message.channelId,
    message_id: message.id,
    message_author_id: message.authorId,
    emoji: emojiObject(emoji),
    burst: false,
    type: 0,
    ...(guild ? { guild_id: guild.id, member: memberObject(world.memberById(userId)) } : {}),
  };
  const name = change.kind === 'reaction_added' ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE';
  return [
    {
      name,
      intent: guild ? INTENT.guildReactions : INTENT.directReactions,
      guild: guild?.id ?? null,
      data: () => data,
    },
  ];
}

function typingEvents(world: World, channelId: string, userId: string): GatewayEvent[] {
  const channel = world.channel(channelId);
  if (!sees(world, world.bot, channel)) return [];
  const guild = world.guildOf(channel);
  const data = {
    channel_id: channelId,
    user_id: userId,
    timestamp: Math.floor(world.clock.now() / 1000),
    ...(guild ? { guild_id: guild.id, member: memberObject(world.memberById(userId)) } : {}),
  };
  const intent = guild ? INTENT.guildTyping : INTENT.directTyping;
  return [{ name: 'TYPING_START', intent, guild: guild?.id ?? null, data: () => data }];
}
