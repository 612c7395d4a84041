import { DiscordError } from '../discord-error.ts';
import type { Channel } from '../world/channels.ts';
import { may, type PermissionName, sees } from '../world/permissions.ts';
import type { World } from '../world/world.ts';

/**
 * The channel, if the bot may do there what the names say.
 * @throws DiscordError 10003 unknown, 50001 not visible to the bot, 50013 not allowed
 */
export function channelForBot(world: World, channelId: string, ...needs: readonly PermissionName[]): Channel {
  const channel = world.channel(channelId);
  if (!sees(world, world.bot, channel)) throw new DiscordError('missingAccess');
  for (const permission of needs) {
    if (!may(world, world.bot, channel, permission)) throw new DiscordError('missingPermissions');
  }
  return channel;
}

/** The permission that writing takes in this kind of channel. */
export function writingPermission(channel: Channel): PermissionName {
  return channel.kind === 'thread' ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES';
}
