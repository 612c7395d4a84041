import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import type { Ask } from '../../core/edit/ask.ts';
import type { EditId } from '../../core/edit/edit.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import type { Answers } from '../../core/views/form.ts';
import { formTooOld, NOT_SAVED, notAllowedHere, privately, problemNotice, threadLink } from './answers.ts';
import type { Arrivals } from './arrivals.ts';
import { callOfCommand } from './command-call.ts';
import { MESSAGE_COMMAND } from './commands.ts';
import { type Pressed, readCustomId } from './custom-id.ts';
import { DeskAnswers } from './desk-answers.ts';
import { buildDeskForm, readDeskForm } from './desk-form.ts';
import type { Draft, Drafts } from './draft.ts';
import { EDIT_COMMAND } from './edit-command.ts';
import { buildForm, readForm } from './form.ts';
import type { KeptForms } from './kept-forms.ts';
import { missingPermissions } from './permissions.ts';
import { loggable } from './refusal.ts';
import {
  askOfCommand,
  askOfForm,
  draftOfAsk,
  draftOfMessage,
  emptyDraft,
  keysOf,
  placeOfInteraction,
} from './request.ts';

/** An interaction can be answered for 15 minutes. */
const PATIENCE_MS = 14 * 60_000;

/** Kinds that can open a form: a form that was sent cannot open another one. */
type Opener = ButtonInteraction | ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
type Asking = ChatInputCommandInteraction | ModalSubmitInteraction;

interface ReceptionOptions {
  desk: Desk;
  drafts: Drafts;
  forms: KeptForms;
  arrivals: Arrivals;
  logger: Logger;
}

/**
 * Receives commands, forms and buttons. Discord wants an answer within three seconds: what was asked is made durable
 * first, then acknowledged. All that lasts is a message in a thread; the answers here are for one person, and may fail.
 */
export class Reception {
  readonly #desk: Desk;
  readonly #drafts: Drafts;
  readonly #forms: KeptForms;
  readonly #arrivals: Arrivals;
  readonly #logger: Logger;
  readonly #answers: DeskAnswers;

  constructor({ desk, drafts, forms, arrivals, logger }: ReceptionOptions) {
    this.#desk = desk;
    this.#drafts = drafts;
    this.#forms = forms;
    this.#arrivals = arrivals;
    this.#logger = logger;
    const openEditForm = (interaction: Opener, draft: Draft) => this.#open(interaction, draft);
    this.#answers = new DeskAnswers({ forms, logger, openEditForm });
  }

  async receive(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand() && interaction.commandName === EDIT_COMMAND) {
      await this.#submit(interaction, askOfCommand(interaction, await this.#desk.formFacts(null)));
    } else if (interaction.isChatInputCommand()) {
      await this.#takeCommand(interaction);
    } else if (interaction.isMessageContextMenuCommand() && interaction.commandName === MESSAGE_COMMAND) {
      await acknowledging('shortcut', () => this.#open(interaction, draftOfMessage(interaction)));
    } else if (interaction.isModalSubmit()) {
      await this.#takeForm(interaction);
    } else if (interaction.isButton()) {
      await this.#takeButton(interaction);
    }
  }

  async #open(interaction: Opener, draft: Draft): Promise<void> {
    if (!(await this.#keep(interaction, draft))) return;
    const facts = await this.#desk.formFacts(placeOfInteraction(interaction));
    await interaction.showModal(buildForm(interaction.id, draft, facts));
  }

  async #takeCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const call = callOfCommand(interaction);
    if (call)
      await this.#answers.answer(interaction, { ask: () => this.#desk.command(call), typed: call.text });
  }

  async #takeForm(interaction: ModalSubmitInteraction): Promise<void> {
    const purpose = readCustomId(interaction.customId);
    if (purpose?.kind === 'ask') await this.#takeDeskForm(interaction, purpose.token);
    if (purpose?.kind === 'form') await this.#takeEditForm(interaction, purpose.draft);
  }

  async #takeDeskForm(interaction: ModalSubmitInteraction, token: string): Promise<void> {
    const answers = readDeskForm(interaction.fields);
    const sent = { ...actOf(interaction), token, answers };
    await this.#answers.answer(interaction, { ask: () => this.#desk.submit(sent), typed: typedIn(answers) });
  }

  async #takeEditForm(interaction: ModalSubmitInteraction, draft: string): Promise<void> {
    const opened = await this.#drafts.find(draft, interaction.user.id);
    const filled = readForm(interaction.fields, opened ?? emptyDraft(interaction.user.id));
    if (opened) await this.#submit(interaction, askOfForm(interaction, draft, filled));
    else await interaction.reply(formTooOld(filled.prompt));
  }

  async #takeButton(interaction: ButtonInteraction): Promise<void> {
    const purpose = readCustomId(interaction.customId);
    if (purpose?.kind === 'press') await this.#press(interaction, purpose);
    if (purpose?.kind === 'panel') {
      const press = { ...actOf(interaction), token: purpose.token };
      await this.#answers.answer(interaction, { ask: () => this.#desk.open(press), typed: '' });
    }
    if (purpose?.kind === 'open') {
      const form = await this.#forms.find(purpose.kept, interaction.user.id);
      if (form) await interaction.showModal(buildDeskForm(form));
      else await interaction.reply(formTooOld(''));
    }
    if (purpose?.kind === 'change') {
      const draft = await this.#drafts.find(purpose.draft, interaction.user.id);
      if (draft) await this.#open(interaction, draft);
      else await interaction.reply(formTooOld(''));
    }
  }

  /** The desk is asked first also where it will want a reason, so that nobody types one in vain. */
  async #press(interaction: ButtonInteraction, { action, edit }: Pressed): Promise<void> {
    const press = { ...actOf(interaction), action, edit };
    await this.#answers.answer(interaction, {
      ask: () => this.#desk.press(press),
      typed: '',
      pressed: { action, edit },
    });
  }

  async #submit(interaction: Asking, ask: Ask): Promise<void> {
    const missing = missingPermissions(interaction.appPermissions, ask.place.thread !== null);
    if (missing.length > 0) {
      await interaction.reply(notAllowedHere(missing, ask.text));
      return;
    }
    const problems = await this.#durably(interaction, () => this.#desk.problems(ask));
    if (!problems) return;
    if (problems.length > 0) {
      if (!(await this.#keep(interaction, draftOfAsk(ask)))) return;
      await interaction.reply(problemNotice(problems, ask.text, interaction.id));
      return;
    }
    const accepted = await this.#durably(interaction, () => this.#desk.ask(ask));
    if (!accepted) return;
    const kind = interaction.isModalSubmit() ? 'form' : 'command';
    await acknowledging(kind, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
    await this.#linkThread(interaction, accepted.edit);
  }

  async #linkThread(interaction: Asking, edit: EditId): Promise<void> {
    const thread = await this.#arrivals.threadOf(edit, PATIENCE_MS, () => this.#desk.threadOf(edit));
    try {
      await interaction.editReply(threadLink(thread));
    } catch (error) {
      this.#logger.info({ edit, ...loggable(error) }, 'the answer to a command could not be completed');
    }
  }

  async #keep(interaction: Opener | Asking, draft: Draft): Promise<boolean> {
    const kept = await this.#durably(interaction, async () => {
      await this.#drafts.keep(interaction.id, draft);
      return true;
    });
    return kept ?? false;
  }

  /** Null when it could not be made durable: Discord does not deliver again, so the person is asked to. */
  async #durably<Result>(interaction: Asking | Opener, act: () => Promise<Result>): Promise<Result | null> {
    try {
      return await act();
    } catch (error) {
      this.#logger.error(loggable(error), 'a request could not be saved');
      await interaction.reply(privately(NOT_SAVED));
      return null;
    }
  }
}

/** Who did it where. */
function actOf(interaction: ButtonInteraction | ModalSubmitInteraction) {
  const { platform, team, channel } = placeOfInteraction(interaction);
  return { keys: keysOf(interaction), person: interaction.user.id, place: { platform, team, channel } };
}

function typedIn({ texts }: Answers): string {
  return Object.values(texts).join(' · ');
}

/** Somebody else answered this interaction, or it is too old for an answer. What was asked is safe all the same. */
export function isLateAnswer(error: unknown): boolean {
  const codes: unknown[] = [
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
    RESTJSONErrorCodes.UnknownInteraction,
    RESTJSONErrorCodes.InvalidWebhookToken,
  ];
  return error instanceof DiscordAPIError && codes.includes(error.code);
}
