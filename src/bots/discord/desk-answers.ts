import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import type { PressAnswer } from '../../core/desk.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import type { Form } from '../../core/views/form.ts';
import type { Panel } from '../../core/views/panel.ts';
import { ScreenError } from '../../core/views/screen.ts';
import {
  DONE,
  formBehindButton,
  notDecided,
  noteText,
  pressAgain,
  privately,
  problemsOfForm,
} from './answers.ts';
import type { Pressed } from './custom-id.ts';
import { within } from './deadline.ts';
import { buildDeskForm } from './desk-form.ts';
import type { Draft } from './draft.ts';
import type { KeptForms } from './kept-forms.ts';
import type { LetOthersFirst } from './others.ts';
import { panelMessage } from './panel.ts';
import { loggable } from './refusal.ts';
import { draftOfChoices } from './request.ts';

/** What is left of Discord's three seconds is for the ways there and back. */
export const PATIENCE_MS = 2000;

/** Commands, buttons, and forms that were sent. Only the first two can open a form. */
type Opener = ButtonInteraction | ChatInputCommandInteraction;
export type Asking = Opener | ModalSubmitInteraction;
type Answer = PressAnswer | { kind: 'failed'; text: string };

interface DeskAnswersOptions {
  forms: KeptForms;
  letOthersFirst: LetOthersFirst;
  logger: Logger;
  /** Opens the edit form. */
  openEditForm(interaction: Opener, draft: Draft): Promise<void>;
}

/** What was asked of the desk. */
interface Question {
  ask(): Promise<PressAnswer>;
  /** What was typed for it, to be given back should it come to nothing. */
  typed: string;
  /** The button of an edit that asked: the edit form opens only by another press of it once its time is over. */
  pressed?: Pressed;
}

/**
 * Shows what the desk answers. A form has to be the first response, within three seconds: the one thing that can take
 * long, the question to Discord who may do it, is given up in time for that. Should an answer be late all the same, the
 * person sees "thinking…" and then the answer; in place of a form, a button that opens it.
 */
export class DeskAnswers {
  readonly #forms: KeptForms;
  readonly #letOthersFirst: LetOthersFirst;
  readonly #logger: Logger;
  readonly #openEditForm: DeskAnswersOptions['openEditForm'];

  constructor({ forms, letOthersFirst, logger, openEditForm }: DeskAnswersOptions) {
    this.#forms = forms;
    this.#letOthersFirst = letOthersFirst;
    this.#logger = logger;
    this.#openEditForm = openEditForm;
  }

  async answer(interaction: Asking, question: Question): Promise<void> {
    const answer = question.ask().catch((error: unknown) => this.#failed(error, interaction, question.typed));
    const inTime = await within<Answer | null>(PATIENCE_MS, answer, () => null);
    await acknowledging(kindOf(interaction), async () => {
      if (inTime) await this.#show(interaction, inTime, question);
      else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    });
    if (!inTime) await this.#showLate(interaction, await answer, question);
  }

  async #failed(error: unknown, { id }: Asking, typed: string): Promise<Answer> {
    this.#logger.error({ interaction: id, ...loggable(error) }, 'what a person asked for came to nothing');
    await this.#letOthersFirst();
    return { kind: 'failed', text: notDecided(error instanceof ScreenError, typed) };
  }

  async #show(interaction: Asking, answer: Answer, { pressed }: Question): Promise<void> {
    switch (answer.kind) {
      case 'done':
        return this.#acknowledge(interaction);
      case 'note':
        await interaction.reply(privately(noteText(answer.line)));
        return;
      case 'failed':
        await interaction.reply(privately(answer.text));
        return;
      case 'panel':
        return this.#showPanel(interaction, answer.panel);
      case 'ask':
        return this.#showForm(interaction, answer.form);
      case 'problems': {
        await this.#forms.keep(interaction.id, interaction.user.id, answer.form);
        const flags = MessageFlags.Ephemeral;
        await interaction.reply({ ...problemsOfForm(answer, interaction.id), flags });
        return;
      }
      case 'form':
        if (isOpener(interaction)) {
          return this.#openEditForm(
            interaction,
            draftOfChoices(interaction.user.id, answer.prompt, answer.chosen),
          );
        }
        await interaction.reply({ ...pressAgain(pressed), flags: MessageFlags.Ephemeral });
    }
  }

  async #acknowledge(interaction: Asking): Promise<void> {
    if (interaction.isButton() || (interaction.isModalSubmit() && interaction.isFromMessage()))
      await interaction.deferUpdate();
    else await interaction.reply(privately(DONE));
  }

  /** In place of the panel that was used; else as a new one. */
  async #showPanel(interaction: Asking, panel: Panel): Promise<void> {
    const { components, files, attachments } = panelMessage(panel);
    if (isInPanel(interaction)) {
      await interaction.update({ components, files, attachments });
      return;
    }
    await interaction.reply({
      components,
      files,
      flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      allowedMentions: { parse: [] },
    });
  }

  async #showForm(interaction: Asking, form: Form): Promise<void> {
    if (isOpener(interaction)) {
      await interaction.showModal(buildDeskForm(form));
      return;
    }
    // A form that was sent cannot open another one.
    await this.#forms.keep(interaction.id, interaction.user.id, form);
    await interaction.reply({ ...formBehindButton(interaction.id), flags: MessageFlags.Ephemeral });
  }

  async #showLate(interaction: Asking, answer: Answer, { pressed }: Question): Promise<void> {
    switch (answer.kind) {
      case 'panel':
        await interaction.editReply({
          ...panelMessage(answer.panel),
          flags: MessageFlags.IsComponentsV2,
          allowedMentions: { parse: [] },
        });
        return;
      case 'ask':
      case 'problems': {
        await this.#forms.keep(interaction.id, interaction.user.id, answer.form);
        const isNew = answer.kind === 'ask';
        await interaction.editReply(
          isNew ? formBehindButton(interaction.id) : problemsOfForm(answer, interaction.id),
        );
        return;
      }
      case 'form':
        await interaction.editReply(pressAgain(pressed));
        return;
      case 'done':
        await interaction.editReply({ content: DONE });
        return;
      default:
        await interaction.editReply({
          content: answer.kind === 'note' ? noteText(answer.line) : answer.text,
        });
    }
  }
}

function kindOf(interaction: Asking) {
  if (interaction.isChatInputCommand()) return 'command';
  return interaction.isModalSubmit() ? 'form' : 'press';
}

function isOpener(interaction: Asking): interaction is Opener {
  return !interaction.isModalSubmit();
}

/** Whether it came from a panel: a private card, which can change in its place. */
function isInPanel(
  interaction: Asking,
): interaction is ButtonInteraction | (ModalSubmitInteraction & { update: ButtonInteraction['update'] }) {
  if (interaction.isChatInputCommand()) return false;
  if (interaction.isModalSubmit() && !interaction.isFromMessage()) return false;
  const flags = interaction.message?.flags;
  return flags?.has(MessageFlags.Ephemeral | MessageFlags.IsComponentsV2) ?? false;
}
