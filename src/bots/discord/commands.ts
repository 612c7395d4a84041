import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';
import { COMMANDS, type CommandDefinition, type CommandOption } from '../../core/commands.ts';
import type { FormFacts } from '../../core/edit/ask.ts';
import { editCommand } from './edit-command.ts';

export const MESSAGE_COMMAND = 'Edit this video';

/** All commands, for servers only: direct messages have no threads, and people there just write. */
export function commandDefinitions(facts: FormFacts): RESTPostAPIApplicationCommandsJSONBody[] {
  return [editCommand(facts), messageCommand(), ...COMMANDS.map(deskCommand)];
}

/** One of the desk's commands. */
function deskCommand({
  name,
  description,
  options,
}: CommandDefinition): RESTPostAPIApplicationCommandsJSONBody {
  const command = new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
  for (const option of options) addOption(command, option);
  return command.toJSON();
}

function addOption(command: SlashCommandBuilder, option: CommandOption): void {
  const { name, description } = option;
  switch (option.kind) {
    case 'word': {
      const choices = option.values.map((value) => ({ name: value, value }));
      command.addStringOption((one) => one.setName(name).setDescription(description).setChoices(choices));
      return;
    }
    case 'text':
      command.addStringOption((one) =>
        one.setName(name).setDescription(description).setMaxLength(option.maxLength),
      );
      return;
    case 'switch':
      command.addBooleanOption((one) => one.setName(name).setDescription(description));
      return;
    case 'image':
      command.addAttachmentOption((one) =>
        one.setName(name).setDescription(description).setFileTypes('image'),
      );
  }
}

function messageCommand(): RESTPostAPIApplicationCommandsJSONBody {
  return new ContextMenuCommandBuilder()
    .setName(MESSAGE_COMMAND)
    .setType(ApplicationCommandType.Message)
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .toJSON();
}
