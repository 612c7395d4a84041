import type { TextChannel } from './channels.ts';
import type { Guild, Role } from './guild.ts';
import type { Member } from './members.ts';
import { bits, PERMISSION } from './permissions.ts';
import { type Snowflakes, shardOf } from './snowflakes.ts';
import type { Founding, World } from './world.ts';

const MEMBERS_MAY = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'ADD_REACTIONS',
  'READ_MESSAGE_HISTORY',
  'USE_APPLICATION_COMMANDS',
);

const BOT_MAY = MEMBERS_MAY | PERMISSION.CREATE_PRIVATE_THREADS;

/** The guild, the application and the bot, before anybody joined. */
export function found(ids: Snowflakes, now: number): Founding {
  const ownerId = ids.next();
  return {
    guild: { id: ids.next(), name: 'Northlight Studio', ownerId, premiumTier: 0, createdAt: now },
    application: { id: ids.next(), name: 'Recut' },
    bot: { id: ids.next(), username: 'recut', name: 'Recut', bot: true, roleIds: [], joinedAt: now },
  };
}

/**
 * Who and what every stand-in starts with. Roles: Editors, Budget, the bot's own. People: Dana (owner, Budget),
 * Mara (Editors), Lee (both). Channels: general, campaign-x, and boardroom, which only Budget sees and the bot does not.
 * @returns the bot's own role
 */
export function assemble(world: World): Role {
  addRole(world, '@everyone', { id: world.guild.id, permissions: MEMBERS_MAY });
  const editors = addRole(world, 'Editors');
  const budget = addRole(world, 'Budget');
  const own = addRole(world, world.bot.name, { permissions: BOT_MAY, botId: world.bot.id });
  world.bot.roleIds.push(own.id);

  addMember(world, 'Dana', { id: world.guild.ownerId, roleIds: [budget.id] });
  addMember(world, 'Mara', { roleIds: [editors.id] });
  addMember(world, 'Lee', { roleIds: [editors.id, budget.id] });

  addTextChannel(world, 'general', { topic: 'Everything else' });
  addTextChannel(world, 'campaign-x', { topic: 'The cola spot' });
  addTextChannel(world, 'boardroom', { topic: 'Numbers', onlyFor: [budget.id] });
  return own;
}

/** Another guild with the same people, and nothing in it yet. Of two shards it is on the one that the first guild is not on. */
export function addGuild(world: World, name: string): Guild {
  const id = world.ids.nextOn(1 - shardOf(world.guild.id, 2), 2);
  const guild: Guild = { ...world.guild, id, name, createdAt: world.clock.now() };
  world.guilds.set(id, guild);
  addRole(world, '@everyone', { id, permissions: MEMBERS_MAY });
  return guild;
}

export function addRole(
  world: World,
  name: string,
  {
    id = world.ids.next(),
    permissions = 0n,
    mentionable = true,
    botId,
  }: { id?: string; permissions?: bigint; mentionable?: boolean; botId?: string } = {},
): Role {
  const position = world.roles.size;
  const role = { id, name, permissions, position, mentionable, ...(botId ? { botId } : {}) };
  world.roles.set(id, role);
  return role;
}

export function addMember(
  world: World,
  name: string,
  { id = world.ids.next(), roleIds = [] }: { id?: string; roleIds?: string[] } = {},
): Member {
  const username = name.toLowerCase().replace(/[^a-z0-9_.]+/g, '_');
  const person: Member = { id, username, name, bot: false, roleIds, joinedAt: world.clock.now() };
  world.people.set(id, person);
  return person;
}

/** A text channel; with `onlyFor`, one that only the members with these roles see. */
export function addTextChannel(
  world: World,
  name: string,
  {
    topic = '',
    onlyFor,
    guildId = world.guild.id,
  }: { topic?: string; onlyFor?: readonly string[]; guildId?: string } = {},
): TextChannel {
  const view = PERMISSION.VIEW_CHANNEL;
  const everyone = { id: guildId, for: 'role', allow: 0n, deny: view } as const;
  const admitted = (id: string) => ({ id, for: 'role', allow: view, deny: 0n }) as const;
  const channel: TextChannel = {
    kind: 'text',
    id: world.ids.next(),
    guildId,
    name,
    topic,
    position: [...world.channels.values()].filter(({ kind }) => kind === 'text').length,
    overwrites: onlyFor ? [everyone, ...onlyFor.map(admitted)] : [],
    lastMessageId: null,
  };
  world.channels.set(channel.id, channel);
  world.announce({ kind: 'channel_created', channel });
  return channel;
}
