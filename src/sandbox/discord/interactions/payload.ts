import type { Settings } from '../settings.ts';
import { channelObject } from '../world/channels.ts';
import { memberObject, userObject } from '../world/members.ts';
import { messageObject } from '../world/messages.ts';
import { permissionsIn } from '../world/permissions.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';

/** INTERACTION_CREATE, with every field that discord.js reads. */
export function interactionObject(world: World, interaction: Interaction, settings: Settings): Wire {
  const person = world.memberById(interaction.userId);
  const channel = world.channel(interaction.channelId);
  const guild = world.guildOf(channel);
  const source = interaction.sourceMessageId && world.messages.find(interaction.sourceMessageId);
  const permissions = String(permissionsIn(world, person, channel));
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.data,
    channel_id: channel.id,
    channel: { ...channelObject(world, channel), permissions },
    app_permissions: String(permissionsIn(world, world.bot, channel)),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: settings.uploadLimitBytes,
    ...(guild
      ? {
          guild_id: guild.id,
          guild_locale: 'en-US',
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: { ...memberObject(person), permissions },
        }
      : { user: userObject(person) }),
    ...(source ? { message: messageObject(world, source) } : {}),
  };
}
