import { type Channel, directChannel } from './channels.ts';
import { type Member, type MemberTraits, member } from './people.ts';
import type { Workspace } from './workspace.ts';

/** Lets someone into the workspace, and into all its public channels. */
export function addMember(realName: string, traits: MemberTraits, at: Workspace): Member {
  const added = member(at.ids.next('U'), realName, traits);
  at.people.set(added.id, added);
  at.channels.add(directChannel(added.id, at.second()));
  for (const { id, kind } of at.channels.all()) {
    if (kind === 'public') at.channels.join(id, added.id);
  }
  return added;
}

/** Changes what somebody is from now on; who they are stays. */
export function changeMember(id: string, traits: MemberTraits, at: Workspace): void {
  const before = at.people.get(id);
  if (!before) throw new Error(`There is no ${id} in the workspace.`);
  at.people.set(id, { ...before, ...traits });
}

/** Puts these people into a user group, in place of those who were in it. */
export function changeGroup(reference: string, members: readonly string[], at: Workspace): void {
  const index = at.groups.findIndex(({ id, handle }) => id === reference || handle === reference);
  const before = at.groups[index];
  if (!before) throw new Error(`There is no user group ${reference}.`);
  at.groups[index] = { ...before, members };
}

export interface ChannelTraits {
  readonly isPrivate?: boolean;
  readonly withBot?: boolean;
}

/** Makes a channel with everyone in it. */
export function addChannel(
  name: string,
  { isPrivate = false, withBot = false }: ChannelTraits,
  at: Workspace,
): Channel {
  const members = new Set(at.people.keys());
  if (withBot) members.add(at.bot.userId);
  const kind = isPrivate ? 'private' : 'public';
  return at.channels.add({ id: at.ids.next('C'), name, kind, members, created: at.second() });
}
