/** What the bot token must be allowed to do, each with the part of the bot that needs it. */
export const BOT_SCOPES = [
  'app_mentions:read', // mentions
  'channels:history', // messages of channels, and the thread that a request was made in
  'channels:join', // a public channel in which somebody typed /edit
  'channels:read', // whether the bot is in a channel
  'chat:write', // the thread
  'commands', // /edit and the message shortcut
  'files:read', // clips and reference images
  'files:write', // takes
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write', // a take whose thread is gone
  'mpim:history',
  'mpim:read',
  'usergroups:read', // who is in the user groups that approve
  'users:read', // whose clip a recent clip is, and who is an admin
] as const;

/** @returns the bot scopes that a token with these `granted` scopes lacks */
export function missingScopes(granted: readonly string[]): string[] {
  return BOT_SCOPES.filter((scope) => !granted.includes(scope));
}
