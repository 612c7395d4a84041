import type { Wire } from './wire.ts';
import type { World } from './world.ts';

export interface Guild {
  readonly id: string;
  readonly name: string;
  ownerId: string;
  /** Boost tier 0–3. */
  premiumTier: 0 | 1 | 2 | 3;
  readonly createdAt: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly position: number;
  /** Whether a mention of it calls its members; otherwise it is shown and calls nobody. */
  readonly mentionable: boolean;
  /** The bot whose own role this is; Discord calls such a role managed. */
  readonly botId?: string;
}

export function roleObject(role: Role): Wire {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId === undefined ? {} : { tags: { bot_id: role.botId } }),
  };
}

/** Without the roles that are another guild's everybody. */
export function rolesIn(world: World, guild: Guild): Role[] {
  return [...world.roles.values()].filter(({ id }) => id === guild.id || !world.guilds.has(id));
}

export function guildObject(world: World, guild: Guild): Wire {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'europe',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: rolesIn(world, guild).map(roleObject),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: guild.premiumTier,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}
