import type { Channel, TextChannel } from './channels.ts';
import type { Role } from './guild.ts';
import type { Member } from './members.ts';
import type { World } from './world.ts';

/** A person (not the bot) by id or name. @throws Error when there is none */
export function memberCalled(world: World, reference: string): Member {
  const wanted = reference.toLowerCase();
  const member = [...world.people.values()].find(
    ({ id, name, bot }) => !bot && (id === reference || name.toLowerCase() === wanted),
  );
  if (!member) throw new Error(`There is no ${reference} in the guild.`);
  return member;
}

/** By id or name. @throws Error when there is none */
export function roleCalled(world: World, reference: string): Role {
  const role = [...world.roles.values()].find(({ id, name }) => id === reference || name === reference);
  if (!role) throw new Error(`There is no role ${reference}.`);
  return role;
}

/** A channel or thread by id, or a text channel by name, with or without `#`. @throws Error when there is none */
export function channelCalled(world: World, reference: string): Channel {
  const name = reference.replace(/^#/, '');
  const channel =
    world.channels.get(reference) ?? textChannels(world).find((candidate) => candidate.name === name);
  if (!channel) throw new Error(`There is no channel ${reference}.`);
  return channel;
}

/** In their order. */
export function textChannels(world: World): TextChannel[] {
  return [...world.channels.values()].filter((channel) => channel.kind === 'text');
}
