import { type ButtonInteraction, MessageFlags, type ModalSubmitInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { failpoint } from '#failpoint';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import { ScreenError } from '../../core/views/screen.ts';
import { DONE, formAtNextPress, notDecided, noteText, privately } from './answers.ts';
import type { Pressed } from './custom-id.ts';
import { within } from './deadline.ts';
import type { Draft } from './draft.ts';
import { buildReasonForm } from './reason-form.ts';
import { loggable } from './refusal.ts';
import { draftOfChoices, keysOf, placeOfInteraction } from './request.ts';

/** What is left of Discord's three seconds is for the ways there and back. */
const PATIENCE_MS = 2000;

/** A button of an edit, or the reason that was typed for one. */
type Pressing = ButtonInteraction | ModalSubmitInteraction;
type Answer = PressAnswer | { kind: 'failed'; text: string };

interface PressesOptions {
  desk: Desk;
  logger: Logger;
  /** Opens the edit form. */
  openForm(interaction: ButtonInteraction, draft: Draft): Promise<void>;
}

/**
 * Hands presses to the desk and shows what it says. The desk is asked first also where it will want a reason, so that
 * nobody types one in vain. A form has to be the first response, within three seconds: the one thing that can take
 * long, the question to Discord who may approve, is given up in time for that. Should an answer be late all the same,
 * the person sees "thinking…" and then a note; in place of a form, a button that opens it.
 */
export class Presses {
  readonly #desk: Desk;
  readonly #logger: Logger;
  readonly #openForm: PressesOptions['openForm'];

  constructor({ desk, logger, openForm }: PressesOptions) {
    this.#desk = desk;
    this.#logger = logger;
    this.#openForm = openForm;
  }

  async take(interaction: Pressing, pressed: Pressed, reason?: string): Promise<void> {
    const answer = this.#ask(interaction, pressed, reason);
    const inTime = await within<Answer | null>(PATIENCE_MS, answer, () => null);
    failpoint('ack.before', 'press');
    if (inTime) {
      await this.#show(interaction, pressed, inTime);
      failpoint('ack.after', 'press');
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const late = await answer;
    const text = textOf(late);
    await interaction.editReply(text === null ? formAtNextPress(pressed) : { content: text });
  }

  async #ask(interaction: Pressing, { action, edit }: Pressed, reason?: string): Promise<Answer> {
    const { platform, team, channel } = placeOfInteraction(interaction);
    try {
      return await this.#desk.press({
        keys: keysOf(interaction),
        action,
        edit,
        person: interaction.user.id,
        place: { platform, team, channel },
        ...(reason === undefined ? {} : { reason }),
      });
    } catch (error) {
      this.#logger.error({ edit, action, ...loggable(error) }, 'a press came to nothing');
      return { kind: 'failed', text: notDecided(error instanceof ScreenError, reason ?? '') };
    }
  }

  async #show(interaction: Pressing, pressed: Pressed, answer: Answer): Promise<void> {
    const text = textOf(answer);
    if (answer.kind === 'done') await interaction.deferUpdate();
    else if (text !== null) await interaction.reply(privately(text));
    else if (interaction.isButton()) await this.#open(interaction, answer);
    // A form that was sent cannot open another one.
    else await interaction.reply({ ...formAtNextPress(pressed), flags: MessageFlags.Ephemeral });
  }

  async #open(interaction: ButtonInteraction, answer: Answer): Promise<void> {
    if (answer.kind === 'reason') await interaction.showModal(buildReasonForm(answer));
    if (answer.kind === 'form') {
      await this.#openForm(interaction, draftOfChoices(interaction.user.id, answer.prompt, answer.chosen));
    }
  }
}

/** What it says; null when it is a form. */
function textOf(answer: Answer): string | null {
  switch (answer.kind) {
    case 'done':
      return DONE;
    case 'note':
      return noteText(answer.line);
    case 'failed':
      return answer.text;
    default:
      return null;
  }
}
