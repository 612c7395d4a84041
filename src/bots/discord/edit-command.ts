import {
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';
import type { FormFacts } from '../../core/edit/ask.ts';

export const EDIT_COMMAND = 'edit';

/** Discord's own limit of a text option. How long a prompt may be is for the core to say, without losing it. */
const TEXT_LENGTH = 6000;
const TIME_LENGTH = 12;
const CHOICES = 25;
/** Of 25 options in all: ten images would leave no room for elements, and more than two of these are saved under names. */
const IMAGE_OPTIONS = 8;
const ELEMENT_OPTIONS = 2;
const VIEW_OPTIONS = 3;

/** The names of the image options that `/edit` has. */
export function imageOptions({ maxImages }: FormFacts): string[] {
  return numbered('image', Math.min(maxImages, IMAGE_OPTIONS));
}

/** The names of the options for each element: its frontal image, and more views of it. */
export function elementOptions({ maxElements, maxViews }: FormFacts): string[][] {
  return numbered('element', Math.min(maxElements, ELEMENT_OPTIONS)).map((front) => [
    front,
    ...numbered(`${front}-view`, Math.min(maxViews, VIEW_OPTIONS)),
  ]);
}

/** `/edit`, with options for all that some model takes. */
export function editCommand(facts: FormFacts): RESTPostAPIApplicationCommandsJSONBody {
  const command = new SlashCommandBuilder();
  command
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
  addPictures(command, facts);
  command
    .addStringOption((option) =>
      option
        .setName('quality')
        .setDescription('How good, and how dear; the thread says with which model')
        // The command is the same in every server, and each team may have a model of its own.
        .setChoices(facts.qualities.map(({ quality, name }) => ({ name, value: quality }))),
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
  addResult(command, facts);
  return command.toJSON();
}

function addPictures(command: SlashCommandBuilder, facts: FormFacts): void {
  const add = (name: string, description: string) =>
    command.addAttachmentOption((option) =>
      option.setName(name).setDescription(description).setFileTypes('image'),
    );
  for (const [index, name] of imageOptions(facts).entries()) {
    add(name, `An image that the prompt names as @Image${index + 1}`);
  }
  for (const [index, [front = '', ...views]] of elementOptions(facts).entries()) {
    const element = `@Element${index + 1}`;
    add(front, `A character or object from the front, named in the prompt as ${element}`);
    for (const view of views) add(view, `${element} from another side`);
  }
}

/** What some models let one choose of the result; left out, the clip decides. */
function addResult(command: SlashCommandBuilder, { aspectRatios, seconds, shotTypes }: FormFacts): void {
  const choices = (values: readonly string[]) =>
    values.slice(0, CHOICES).map((value) => ({ name: value, value }));
  if (aspectRatios.length > 0) {
    command.addStringOption((option) =>
      option
        .setName('aspect')
        .setDescription('The shape of the result, where the model lets one choose')
        .setChoices(choices(aspectRatios)),
    );
  }
  if (seconds) {
    command.addIntegerOption((option) =>
      option
        .setName('seconds')
        .setDescription('How long the result is, where the model lets one choose')
        .setMinValue(seconds.min)
        .setMaxValue(seconds.max),
    );
  }
  if (shotTypes.length > 0) {
    command.addStringOption((option) =>
      option
        .setName('shot')
        .setDescription('The shot type, where the model lets one choose')
        .setChoices(choices(shotTypes)),
    );
  }
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
}
