import {
  ComponentType,
  FileUploadBuilder,
  LabelBuilder,
  MentionableSelectMenuBuilder,
  ModalBuilder,
  type ModalSubmitFields,
  RadioGroupBuilder,
  SelectMenuDefaultValueType,
  type SelectMenuModalData,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { shorten } from '../../core/views/figures.ts';
import type {
  Answers,
  ChoiceField,
  Field,
  FilesField,
  Form,
  PeopleField,
  TextField,
} from '../../core/views/form.ts';
import type { Mention } from '../../core/views/message.ts';
import { tokenId } from './custom-id.ts';
import { fileOf } from './interaction-file.ts';
import { renderLine } from './line.ts';
import { isSnowflake } from './snowflake.ts';
import { passingUpload } from './upload-ref.ts';

/** Discord's limits of a form. */
const PARTS = 5;
const TITLE_LENGTH = 45;
const HINT_LENGTH = 100;
const TEXT_LENGTH = 4000;
const OPTION_LENGTH = 100;
const OPTIONS = 25;
const CHOSEN = 25;
const FILES = 10;
/** A group of radio buttons shows all its options at once, from two on. */
const RADIO_OPTIONS = 10;

const INTRO_ROOM = 1500;
const FILE_TYPES = { images: 'image', clips: 'video' } as const;

/** A form of the desk's. Its intro counts as one of the five parts that Discord allows. */
export function buildDeskForm(form: Form): ModalBuilder {
  const modal = new ModalBuilder()
    .setCustomId(tokenId('ask', form.token))
    .setTitle(shorten(form.title, TITLE_LENGTH));
  const intro = form.intro.map((line) => renderLine(line, INTRO_ROOM / form.intro.length)).join('\n');
  if (intro !== '' && form.fields.length < PARTS)
    modal.addTextDisplayComponents((text) => text.setContent(intro));
  return modal.addLabelComponents(...form.fields.slice(0, PARTS).map(labelled));
}

function labelled(field: Field): LabelBuilder {
  const label = new LabelBuilder().setLabel(shorten(field.label, TITLE_LENGTH));
  if (field.hint) label.setDescription(shorten(field.hint, HINT_LENGTH));
  switch (field.kind) {
    case 'text':
      return label.setTextInputComponent(textInput(field));
    case 'choice':
      return choice(label, field);
    case 'people':
      return label.setMentionableSelectMenuComponent(peopleSelect(field));
    case 'files':
      return label.setFileUploadComponent(upload(field));
  }
}

function textInput({ name, value, long, maxLength = TEXT_LENGTH, optional }: TextField): TextInputBuilder {
  const most = Math.min(maxLength, TEXT_LENGTH);
  const input = new TextInputBuilder()
    .setCustomId(name)
    .setStyle(long ? TextInputStyle.Paragraph : TextInputStyle.Short)
    .setMaxLength(most)
    .setRequired(!optional);
  return value ? input.setValue(value.slice(0, most)) : input;
}

function choice(label: LabelBuilder, { name, options, value, optional = false }: ChoiceField): LabelBuilder {
  const drawn = options.slice(0, OPTIONS).map((one) => ({
    label: shorten(one.label, OPTION_LENGTH),
    value: one.value,
    default: one.value === value,
  }));
  if (drawn.length >= 2 && drawn.length <= RADIO_OPTIONS) {
    const group = new RadioGroupBuilder().setCustomId(name).setOptions(drawn).setRequired(!optional);
    return label.setRadioGroupComponent(group);
  }
  const select = new StringSelectMenuBuilder().setCustomId(name).setOptions(drawn).setRequired(!optional);
  return label.setStringSelectMenuComponent(select);
}

function peopleSelect({
  name,
  max,
  value = [],
  optional = false,
}: PeopleField): MentionableSelectMenuBuilder {
  const chosen = value.slice(0, CHOSEN).flatMap((mention) => {
    const [id, type] =
      'person' in mention
        ? [mention.person, SelectMenuDefaultValueType.User as const]
        : [mention.group, SelectMenuDefaultValueType.Role as const];
    return isSnowflake(id) ? [{ id, type }] : [];
  });
  return new MentionableSelectMenuBuilder()
    .setCustomId(name)
    .setMinValues(optional ? 0 : 1)
    .setMaxValues(Math.min(max, CHOSEN))
    .setRequired(!optional)
    .setDefaultValues(chosen);
}

function upload({ name, max, of, optional = false }: FilesField): FileUploadBuilder {
  return new FileUploadBuilder()
    .setCustomId(name)
    .setMinValues(optional ? 0 : 1)
    .setMaxValues(Math.min(max, FILES))
    .setFileTypes(FILE_TYPES[of])
    .setRequired(!optional);
}

/** What a form of the desk's came back with, whatever its fields are. */
export function readDeskForm(fields: ModalSubmitFields): Answers {
  const texts: Record<string, string> = {};
  const people: Record<string, readonly Mention[]> = {};
  const files: Record<string, Answers['files'][string]> = {};
  for (const [name, field] of fields.fields) {
    switch (field.type) {
      case ComponentType.TextInput:
        texts[name] = field.value.trim();
        break;
      case ComponentType.RadioGroup:
        texts[name] = field.value ?? '';
        break;
      case ComponentType.StringSelect:
        texts[name] = field.values[0] ?? '';
        break;
      case ComponentType.MentionableSelect:
        people[name] = mentionsIn(field);
        break;
      case ComponentType.FileUpload:
        files[name] = [...(field.attachments?.values() ?? [])].map((file) => passingUpload(fileOf(file)));
    }
  }
  return { texts, people, files };
}

function mentionsIn({ values, roles }: SelectMenuModalData): Mention[] {
  return values.map((id) => (roles?.has(id) ? { group: id } : { person: id }));
}
