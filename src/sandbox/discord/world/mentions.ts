import type { World } from './world.ts';

/** Who a message calls. */
export interface Mentions {
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly everyone: boolean;
}

/** Discord's `allowed_mentions`: which of the mentions in a text really call somebody. */
export interface AllowedMentions {
  parse?: readonly string[] | null | undefined;
  users?: readonly string[] | null | undefined;
  roles?: readonly string[] | null | undefined;
  replied_user?: boolean | null | undefined;
}

export const NO_MENTIONS: Mentions = { userIds: [], roleIds: [], everyone: false };

const EVERY_KIND: AllowedMentions = { parse: ['users', 'roles', 'everyone'], replied_user: true };

/**
 * Finds `<@user>`, `<@&role>` and `@everyone` in a text. Without `allowed` all of them count, which is
 * Discord's default for messages (interaction answers pass `{ parse: ['users'] }`). A role that is not mentionable is
 * never called: nobody in here has the permission to mention all roles.
 */
export function mentionsIn(
  world: World,
  text: string,
  { allowed = EVERY_KIND, repliesTo }: { allowed?: AllowedMentions; repliesTo?: string | undefined } = {},
): Mentions {
  const kinds = allowed.parse ?? [];
  const callsUser = (id: string) => kinds.includes('users') || (allowed.users?.includes(id) ?? false);
  const callsRole = (id: string) =>
    world.roles.get(id)?.mentionable === true &&
    (kinds.includes('roles') || (allowed.roles?.includes(id) ?? false));
  const replied = repliesTo !== undefined && allowed.replied_user ? [repliesTo] : [];
  const users = idsIn(text, /<@!?(\d+)>/g).filter((id) => world.people.has(id) && callsUser(id));
  return {
    userIds: [...new Set([...users, ...replied])],
    roleIds: idsIn(text, /<@&(\d+)>/g).filter(callsRole),
    everyone: kinds.includes('everyone') && /@(everyone|here)\b/.test(text),
  };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id])))];
}
