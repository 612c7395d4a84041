import type { ChatInputCommandInteraction } from 'discord.js';
import { COMMANDS, type CommandOption } from '../../core/commands.ts';
import type { CommandCall } from '../../core/desk.ts';
import { fileOf } from './interaction-file.ts';
import { keysOf, placeOfInteraction } from './request.ts';
import { passingUpload } from './upload-ref.ts';

/** One of the desk's commands as it is called; null for one that is not the desk's. */
export function callOfCommand(interaction: ChatInputCommandInteraction): CommandCall | null {
  const known = COMMANDS.find(({ name }) => name === interaction.commandName);
  if (!known) return null;
  const { platform, team, channel } = placeOfInteraction(interaction);
  const files = known.options.flatMap(({ kind, name }) =>
    kind === 'image' ? (interaction.options.getAttachment(name) ?? []) : [],
  );
  return {
    keys: keysOf(interaction),
    name: known.name,
    text: known.options.flatMap((option) => words(option, interaction)).join(' '),
    uploads: files.map((file) => passingUpload(fileOf(file))),
    person: interaction.user.id,
    place: { platform, team, channel },
  };
}

/** What an option adds to the text of a command. */
function words({ kind, name }: CommandOption, { options }: ChatInputCommandInteraction): string[] {
  if (kind === 'image') return [];
  if (kind === 'switch') return options.getBoolean(name) ? [name] : [];
  const value = options.getString(name)?.trim();
  return value ? [name, value] : [];
}
