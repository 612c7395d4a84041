import type { World } from '../world/world.ts';

/** The longest message a person without a subscription can write. */
const MAX_LENGTH = 2000;

/**
 * What Discord's client makes of typed text: `@Mara` becomes `<@id>`, `@Editors` `<@&id>`. Where a member and a role
 * share a name (the bot and its role), the member is meant. @throws Error when the text is too long
 */
export function wireText(world: World, text: string): string {
  if (text.length > MAX_LENGTH) throw new Error(`Discord takes at most ${MAX_LENGTH} characters.`);
  const roles = [...world.roles.values()].map(({ name, id }) => [`@${name}`, `<@&${id}>`] as const);
  const members = [...world.people.values()].map(({ name, id }) => [`@${name}`, `<@${id}>`] as const);
  const mentions = new Map([...roles, ...members]);
  mentions.delete('@@everyone');
  return [...mentions]
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((typed, [name, mention]) => typed.replaceAll(name, mention), text);
}
