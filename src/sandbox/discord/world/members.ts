import { isoTime, type Wire } from './wire.ts';

/** Somebody in the guild, the bot included: Discord's user and guild member in one. */
export interface Member {
  readonly id: string;
  readonly username: string;
  /** What is shown in the channel. */
  readonly name: string;
  readonly bot: boolean;
  roleIds: string[];
  readonly joinedAt: number;
}

export function userObject(person: Member): Wire {
  return {
    id: person.id,
    username: person.username,
    global_name: person.bot ? null : person.name,
    discriminator: person.bot ? '4021' : '0',
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(person.bot ? { bot: true } : {}),
  };
}

/** A guild member without its user, as messages carry it. */
export function partialMember(person: Member): Wire {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: person.roleIds,
    joined_at: isoTime(person.joinedAt),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function memberObject(person: Member): Wire {
  return { ...partialMember(person), user: userObject(person) };
}
