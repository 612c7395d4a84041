import { type Channel, parentOf } from './channels.ts';
import type { Member } from './members.ts';
import type { World } from './world.ts';

/** The permission bits the stand-in knows, by Discord's names. */
export const PERMISSION = {
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;

export type PermissionName = keyof typeof PERMISSION;

export function bits(...names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | PERMISSION[name], 0n);
}

/** Every bit up to Discord's highest one, as administrators and owners have. */
const EVERYTHING = (1n << 53n) - 1n;

const IN_DIRECT_MESSAGES = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'USE_APPLICATION_COMMANDS',
);

/** Discord's order: roles of the guild, then the channel's overwrites for everyone, for roles, for the member. */
export function permissionsIn(world: World, person: Member, channel: Channel): bigint {
  if (channel.kind === 'dm') return IN_DIRECT_MESSAGES;
  const roles = world.rolesOf(person);
  const base = roles.reduce((sum, role) => sum | role.permissions, 0n);
  if (person.id === world.guild.ownerId || base & PERMISSION.ADMINISTRATOR) return EVERYTHING;

  const { overwrites, guildId } = parentOf(world, channel);
  const everyone = overwrites.filter(({ id }) => id === guildId);
  const held = overwrites.filter(({ id }) => id !== guildId && roles.some((role) => role.id === id));
  const own = overwrites.filter(({ id }) => id === person.id);
  return [everyone, held, own].reduce((sum, layer) => {
    const denied = layer.reduce((all, overwrite) => all | overwrite.deny, 0n);
    const allowed = layer.reduce((all, overwrite) => all | overwrite.allow, 0n);
    return (sum & ~denied) | allowed;
  }, base);
}

export function may(world: World, person: Member, channel: Channel, permission: PermissionName): boolean {
  return (permissionsIn(world, person, channel) & PERMISSION[permission]) !== 0n;
}

/** Whether the person sees the channel; a private thread also needs membership or the right to manage threads. */
export function sees(world: World, person: Member, channel: Channel): boolean {
  if (channel.kind === 'dm') return person.bot || channel.personId === person.id;
  if (!may(world, person, channel, 'VIEW_CHANNEL')) return false;
  if (channel.kind !== 'thread' || !channel.private || channel.members.has(person.id)) return true;
  return may(world, person, channel, 'MANAGE_THREADS');
}
