import { PermissionFlagsBits } from 'discord.js';
import type { Mention } from '../../core/views/message.ts';
import type { Guild, Member, Role } from './guilds.ts';

/** "Administrator" and "Manage Server" in Discord's settings. */
const LEADS = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;
const ROLES_CALLED = 5;

/** Whether somebody leads the server: owns it, or administers or manages it by one of their roles. */
export function leads(guild: Guild, { user, roles }: Member): boolean {
  if (user.id === guild.owner_id) return true;
  return guild.roles.some((role) => isLeading(role) && (role.id === guild.id || roles.includes(role.id)));
}

/** Whom to call to reach those who lead: the owner, and the highest roles that do and are people's own. */
export function leadersOf(guild: Guild): Mention[] {
  const roles = guild.roles
    .filter((role) => isLeading(role) && !role.managed && role.id !== guild.id)
    .toSorted((one, other) => other.position - one.position || one.id.localeCompare(other.id))
    .slice(0, ROLES_CALLED);
  return [{ person: guild.owner_id }, ...roles.map(({ id }) => ({ group: id }))];
}

function isLeading({ permissions }: Role): boolean {
  return (permissions & LEADS) !== 0n;
}
