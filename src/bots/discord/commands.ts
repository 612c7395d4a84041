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

export const EDIT_COMMAND = 'edit';
export const MESSAGE_COMMAND = 'Edit this video';

/** Discord's own limit of a text option. How long a prompt may be is for the core to say, without losing it. */
const TEXT_LENGTH = 6000;
const TIME_LENGTH = 12;
const IMAGE_OPTIONS = 10;

/** The names of the image options that `/edit` has. */
export function imageOptions({ maxImages }: FormFacts): string[] {
  return Array.from({ length: Math.min(maxImages, IMAGE_OPTIONS) }, (_, index) => `image${index + 1}`);
}

/** All commands, for servers only: direct messages have no threads, and people there just write. */
export function commandDefinitions(facts: FormFacts): RESTPostAPIApplicationCommandsJSONBody[] {
  return [editCommand(facts), messageCommand(), ...COMMANDS.map(deskCommand)];
}

function editCommand(facts: FormFacts): RESTPostAPIApplicationCommandsJSONBody {
  const command = new SlashCommandBuilder()
    .setName(EDIT_COMMAND)
    .setDescription('Edit a clip by a sentence')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addStringOption((option) =>
      option
        .setName('prompt')
        .setDescription('What to change, such as: swap the beer for cola, keep everything else')
        .setMaxLength(TEXT_LENGTH)
        .setRequired(true),
    )
    .addAttachmentOption((option) =>
      option
        .setName('video')
        .setDescription("The clip; left out: a link in the prompt, or this thread's clip")
        .setFileTypes('video'),
    );
  for (const [index, name] of imageOptions(facts).entries()) {
    command.addAttachmentOption((option) =>
      option
        .setName(name)
        .setDescription(`An image that the prompt names as @Image${index + 1}`)
        .setFileTypes('image'),
    );
  }
  command
    .addStringOption((option) =>
      option
        .setName('quality')
        .setDescription('How good, and how dear')
        .setChoices(
          facts.qualities.map(({ quality, label }) => ({ name: label.slice(0, 100), value: quality })),
        ),
    )
    .addBooleanOption((option) =>
      option.setName('sound').setDescription("Keep the clip's sound (it is kept unless you say False)"),
    )
    .addStringOption((option) =>
      option
        .setName('from')
        .setDescription('Start of the part to edit, such as 0:02')
        .setMaxLength(TIME_LENGTH),
    )
    .addStringOption((option) =>
      option.setName('to').setDescription('End of the part to edit, such as 0:07').setMaxLength(TIME_LENGTH),
    );
  return command.toJSON();
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
