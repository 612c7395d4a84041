import type { Channel } from '../channels.ts';
import type { JsonObject } from '../json.ts';
import type { BotIdentity, Team } from '../people.ts';

/** A conversation as `conversations.info` answers. */
export function channelShape(channel: Channel, team: Team, bot: BotIdentity): JsonObject {
  return channel.kind === 'direct' ? directShape(channel) : namedShape(channel, team, bot);
}

function directShape(channel: Channel): JsonObject {
  return {
    id: channel.id,
    created: channel.created,
    is_im: true,
    is_org_shared: false,
    is_archived: false,
    user: channel.person,
    is_open: true,
    priority: 0,
  };
}

function namedShape(channel: Channel, team: Team, bot: BotIdentity): JsonObject {
  const about = { value: '', creator: '', last_set: 0 };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    created: channel.created,
    is_archived: false,
    is_general: channel.name === 'general',
    unlinked: 0,
    is_shared: false,
    is_frozen: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: team.id,
    shared_team_ids: [team.id],
    creator: [...channel.members][0] ?? '',
    is_member: channel.members.has(bot.userId),
    topic: about,
    purpose: about,
    previous_names: [],
  };
}

/** How events name the kind of a conversation. */
export function channelType(channel: Channel): 'channel' | 'group' | 'im' {
  return ({ public: 'channel', private: 'group', direct: 'im' } as const)[channel.kind];
}
