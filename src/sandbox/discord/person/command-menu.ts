import type { CommandRegistry, RegisteredCommand } from '../interactions/command-registry.ts';
import type { Channel } from '../world/channels.ts';
import type { Member } from '../world/members.ts';
import { PERMISSION, permissionsIn } from '../world/permissions.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

interface Pick {
  readonly name: string;
  /** `COMMAND.chatInput` or `COMMAND.message`. */
  readonly type: number;
  readonly by: Member;
  readonly channel: Channel;
}

/** A command that Discord's client offers this person here. @throws Error when it does not */
export function pickCommand(
  world: World,
  commands: CommandRegistry,
  { name, type, by, channel }: Pick,
): RegisteredCommand {
  const command = commands.find(name, type);
  if (!command) throw new Error(`There is no command ${name}.`);
  const { contexts, default_member_permissions: needed } = command.form;
  const context = channel.kind === 'dm' ? 1 : 0;
  const isGuildOnly = command.guildId !== undefined || command.form.dm_permission === false;
  if ((contexts && !contexts.includes(context)) || (context === 1 && isGuildOnly)) {
    throw new Error(`The command ${name} does not work here.`);
  }
  // "0" means administrators only.
  const asked = needed == null ? 0n : BigInt(needed) || PERMISSION.ADMINISTRATOR;
  if ((permissionsIn(world, by, channel) & asked) !== asked) {
    throw new Error(`The command ${name} is not for ${by.name}.`);
  }
  return command;
}

/** What every use of a command carries. */
export function commandData(command: RegisteredCommand): Wire {
  return {
    id: command.id,
    name: command.form.name,
    type: command.type,
    ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
  };
}
