import {
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitFields,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { PressAnswer } from '../../core/desk.ts';
import { shorten } from '../../core/views/figures.ts';
import { reasonId } from './custom-id.ts';

const FIELD = 'reason';
/** Discord's limit of titles and labels of a form. */
const TITLE_LENGTH = 45;
const REASON_LENGTH = 300;

/** The small form that asks for a reason. */
export function buildReasonForm(asked: Extract<PressAnswer, { kind: 'reason' }>): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId(FIELD)
    .setStyle(TextInputStyle.Paragraph)
    .setMinLength(1)
    .setMaxLength(REASON_LENGTH)
    .setRequired(true);
  const label = new LabelBuilder().setLabel(shorten(asked.label, TITLE_LENGTH)).setTextInputComponent(input);
  return new ModalBuilder()
    .setCustomId(reasonId(asked))
    .setTitle(shorten(asked.title, TITLE_LENGTH))
    .addLabelComponents(label);
}

export function readReason(fields: ModalSubmitFields): string {
  return fields.getTextInputValue(FIELD).trim();
}
