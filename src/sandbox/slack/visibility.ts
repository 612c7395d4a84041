import type { StoredFile } from './files.ts';
import type { Workspace } from './workspace.ts';

/** Whether the bot may see a file: its own, one handed to the app in a form, or one posted where the bot is. */
export function botSees(file: StoredFile, at: Workspace): boolean {
  const { userId } = at.bot;
  return (
    file.owner === userId ||
    file.handedToApp ||
    file.shares.some(({ channel }) => at.channels.get(channel)?.members.has(userId))
  );
}
