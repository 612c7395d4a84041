import type { ModalSubmitFields } from 'discord.js';
import {
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  RadioGroupBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { FormFacts } from '../../core/edit/ask.ts';
import type { Quality } from '../../core/edit/edit.ts';
import { isVideo } from './chat-message.ts';
import { draftId } from './custom-id.ts';
import type { Draft } from './draft.ts';
import { fileOf } from './interaction-file.ts';
import { passingUpload } from './upload-ref.ts';

const FIELD = { prompt: 'prompt', files: 'files', quality: 'quality', sound: 'sound', part: 'part' } as const;

/** Discord's limits of a text field and of an upload field. */
const TEXT_LENGTH = 4000;
const FILES = 10;

/**
 * The edit form. Discord allows five fields: start and end of the part share one, and so do clip and images where the
 * clip is not known yet.
 */
export function buildForm(id: string, draft: Draft, facts: FormFacts): ModalBuilder {
  return new ModalBuilder()
    .setCustomId(draftId('form', id))
    .setTitle('Edit this video')
    .addLabelComponents(
      promptField(draft),
      ...filesField(draft, facts),
      ...qualityField(draft, facts),
      soundField(draft),
      partField(draft),
    );
}

function promptField({ prompt }: Draft): LabelBuilder {
  const input = new TextInputBuilder()
    .setCustomId(FIELD.prompt)
    .setStyle(TextInputStyle.Paragraph)
    .setPlaceholder('Swap the beer for cola, keep everything else')
    .setMaxLength(TEXT_LENGTH)
    .setRequired(true);
  if (prompt !== '') input.setValue(prompt.slice(0, TEXT_LENGTH));
  return new LabelBuilder().setLabel('What to change').setTextInputComponent(input);
}

function filesField({ clip, images }: Draft, { maxImages }: FormFacts): LabelBuilder[] {
  const room = Math.min(FILES, Math.max(0, maxImages - images.length) + (clip ? 0 : 1));
  if (room === 0) return [];
  const upload = new FileUploadBuilder()
    .setCustomId(FIELD.files)
    .setMinValues(0)
    .setMaxValues(room)
    .setRequired(false);
  const label = new LabelBuilder().setFileUploadComponent(
    upload.setFileTypes(clip ? ['image'] : ['image', 'video']),
  );
  return [
    clip
      ? label.setLabel('Images').setDescription(`Name them in the text, from @Image${images.length + 1} on`)
      : label.setLabel('Clip and images').setDescription('Name the images in the text, from @Image1 on'),
  ];
}

/** A choice of one is none. */
function qualityField({ quality }: Draft, { qualities, defaultQuality }: FormFacts): LabelBuilder[] {
  if (qualities.length < 2) return [];
  const options = qualities.map((one) => ({
    label: one.label.slice(0, 100),
    value: one.quality,
    default: one.quality === (quality ?? defaultQuality),
  }));
  const group = new RadioGroupBuilder().setCustomId(FIELD.quality).setOptions(options).setRequired(true);
  return [new LabelBuilder().setLabel('Quality').setRadioGroupComponent(group)];
}

function soundField({ keepSound }: Draft): LabelBuilder {
  return new LabelBuilder()
    .setLabel('Keep the sound')
    .setCheckboxComponent((box) => box.setCustomId(FIELD.sound).setDefault(keepSound));
}

function partField({ from, to }: Draft): LabelBuilder {
  const input = new TextInputBuilder()
    .setCustomId(FIELD.part)
    .setStyle(TextInputStyle.Short)
    .setPlaceholder('0:02 – 0:07')
    .setMaxLength(40)
    .setRequired(false);
  if (from !== '' || to !== '') input.setValue(`${from} – ${to}`.trim().slice(0, 40));
  return new LabelBuilder()
    .setLabel('Only a part (from – to)')
    .setDescription('Leave it empty to edit the whole clip')
    .setTextInputComponent(input);
}

/** The draft as the form has changed it. Fields that the form did not show stay as they were. */
export function readForm(fields: ModalSubmitFields, draft: Draft): Draft {
  const files = fields.fields.has(FIELD.files)
    ? [...(fields.getUploadedFiles(FIELD.files)?.values() ?? [])]
    : [];
  const given = files.map(fileOf);
  const clip = draft.clip ?? given.filter(isVideo).map(toSource)[0] ?? null;
  const images = draft.clip ? given : given.filter((file) => !isVideo(file));
  return {
    ...draft,
    clip,
    images: [...draft.images, ...images.map(toSource)],
    prompt: fields.getTextInputValue(FIELD.prompt).trim(),
    quality: readQuality(fields) ?? draft.quality,
    keepSound: fields.getCheckbox(FIELD.sound),
    ...readPart(fields.getTextInputValue(FIELD.part)),
  };
}

function toSource(file: ReturnType<typeof fileOf>) {
  const { ref, name, bytes } = passingUpload(file);
  return { kind: 'upload' as const, ref, name, bytes };
}

function readQuality(fields: ModalSubmitFields): Quality | null {
  const chosen = fields.fields.has(FIELD.quality) ? fields.getRadioGroup(FIELD.quality) : null;
  return chosen === 'draft' || chosen === 'final' ? chosen : null;
}

/** "0:02 – 0:07", "0:02-0:07", "0:02 to 0:07", "0:02" or "– 0:07". Whether these are times is for the core to say. */
export function readPart(text: string): { from: string; to: string } {
  const [from = '', ...rest] = text.trim().split(/\s*(?:[-–—]|\bto\b)\s*|\s+/i);
  return { from, to: rest.join(' ').trim() };
}
