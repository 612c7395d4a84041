import type { SeenMessage } from '../discord/person/seen-message.ts';
import type { DiscordStandIn } from '../discord/stand-in.ts';
import type { Told } from './told.ts';

/** Reads a Discord message as its client shows it. */
export function fromDiscord(message: SeenMessage, discord: DiscordStandIn): Told {
  const names = new Map(discord.people().map(({ id, name }) => [id, name]));
  names.set(discord.botUserId, 'Recut');
  return {
    id: message.id,
    author: message.author.name,
    bot: message.author.bot,
    lines: plain(message.text, names)
      .split('\n')
      .filter((line) => line.trim() !== ''),
    files: message.attachments.map(({ filename, path, size, description = '' }) => ({
      name: filename,
      path,
      bytes: size,
      altText: description,
    })),
    buttons: message.buttons.map(({ label }) => label),
  };
}

/** Markdown that the client draws, and escapes that it hides. */
function plain(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${names.get(id) ?? id}`)
    .replace(/^-# /gm, '')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([^A-Za-z0-9\s])/g, '$1')
    .replaceAll('\u200b', '');
}
