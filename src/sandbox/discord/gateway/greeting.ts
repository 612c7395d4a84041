import { applicationFlags, type Settings } from '../settings.ts';
import { channelObject, threadObject } from '../world/channels.ts';
import { type Guild, guildObject } from '../world/guild.ts';
import { memberObject, userObject } from '../world/members.ts';
import { sees } from '../world/permissions.ts';
import { isoTime, type Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

/** READY: the guilds of the shard come later, as GUILD_CREATE. */
export function readyObject(
  world: World,
  settings: Settings,
  session: { id: string; url: string; shard: readonly number[]; guilds: readonly Guild[] },
): Wire {
  return {
    v: 10,
    user: { ...userObject(world.bot), verified: true, mfa_enabled: false, email: null },
    guilds: session.guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: session.url,
    session_type: 'normal',
    shard: session.shard,
    application: { id: world.application.id, flags: applicationFlags(settings) },
    private_channels: [],
  };
}

/** GUILD_CREATE. Of the members it lists the bot alone, as it does for bots without the presence intent. */
export function guildCreateObject(world: World, guild: Guild): Wire {
  const inside = [...world.channels.values()].filter((channel) => world.guildOf(channel)?.id === guild.id);
  const channels = inside.filter(({ kind }) => kind === 'text');
  const threads = inside
    .filter((channel) => channel.kind === 'thread')
    .filter((thread) => !thread.archived && sees(world, world.bot, thread));
  return {
    ...guildObject(world, guild),
    joined_at: isoTime(world.bot.joinedAt),
    large: false,
    unavailable: false,
    member_count: world.people.size,
    members: [memberObject(world.bot)],
    channels: channels.map((channel) => channelObject(world, channel)),
    threads: threads.map((thread) => threadObject(world, thread)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
