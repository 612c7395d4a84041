import type { DiscordChoice, DiscordSelect } from '../protocol/discord-component.ts';
import type { DiscordChoosable } from '../protocol/discord-state.ts';

/** What a select menu offers: its own options, or people, roles and channels. */
export function selectOptions(
  { type, options = [] }: DiscordSelect,
  { users, roles, channels }: DiscordChoosable,
): readonly DiscordChoice[] {
  const people = users.map(({ id, name }) => ({ value: id, label: name }));
  const groups = roles.map(({ id, name }) => ({ value: id, label: `@${name.replace(/^@/, '')}` }));
  switch (type) {
    case 3:
      return options;
    case 5:
      return people;
    case 6:
      return groups;
    case 7:
      return [...people, ...groups];
    case 8:
      return channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
}
