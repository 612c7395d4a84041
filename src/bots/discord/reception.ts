import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type InteractionReplyOptions,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import type { Ask, FieldProblem } from '../../core/edit/ask.ts';
import type { EditId } from '../../core/edit/edit.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import type { Answers } from '../../core/views/form.ts';
import {
  formTooOld,
  NOT_SAVED,
  notAllowedHere,
  notDecided,
  privately,
  problemNotice,
  threadLink,
} from './answers.ts';
import type { Arrivals } from './arrivals.ts';
import { callOfCommand } from './command-call.ts';
import { MESSAGE_COMMAND } from './commands.ts';
import { type Pressed, readCustomId } from './custom-id.ts';
import { within } from './deadline.ts';
import { DeskAnswers, PATIENCE_MS } from './desk-answers.ts';
import { buildDeskForm, readDeskForm } from './desk-form.ts';
import type { Draft, Drafts } from './draft.ts';
import { EDIT_COMMAND } from './edit-command.ts';
import { buildForm, readForm } from './form.ts';
import type { KeptForms } from './kept-forms.ts';
import type { LetOthersFirst } from './others.ts';
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
const THREAD_MS = 14 * 60_000;

/** Kinds that can open a form: a form that was sent cannot open another one. */
type Opener = ButtonInteraction | ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
type Asking = ChatInputCommandInteraction | ModalSubmitInteraction;

/** What became of a request. */
type Taken =
  | { kind: 'accepted'; edit: EditId }
  | { kind: 'wrong'; problems: readonly FieldProblem[] }
  | { kind: 'not_saved' };

interface ReceptionOptions {
  desk: Desk;
  drafts: Drafts;
  forms: KeptForms;
  arrivals: Arrivals;
  letOthersFirst: LetOthersFirst;
  logger: Logger;
}

/**
 * Receives commands, forms and buttons. Discord wants an answer within three seconds: what was asked is made durable
 * first, then acknowledged; where that takes longer, the person sees "thinking…" meanwhile. All that lasts is a message in a thread; the answers here are for one person, and may fail.
 */
export class Reception {
  readonly #desk: Desk;
  readonly #drafts: Drafts;
  readonly #forms: KeptForms;
  readonly #arrivals: Arrivals;
  readonly #letOthersFirst: LetOthersFirst;
  readonly #logger: Logger;
  readonly #answers: DeskAnswers;

  constructor({ desk, drafts, forms, arrivals, letOthersFirst, logger }: ReceptionOptions) {
    this.#desk = desk;
    this.#drafts = drafts;
    this.#forms = forms;
    this.#arrivals = arrivals;
    this.#letOthersFirst = letOthersFirst;
    this.#logger = logger;
    const openEditForm = (interaction: Opener, draft: Draft) => this.#open(interaction, draft);
    this.#answers = new DeskAnswers({ forms, letOthersFirst, logger, openEditForm });
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
    const taking = this.#take(interaction, ask);
    const inTime = await within<Taken | null>(PATIENCE_MS, taking, () => null);
    const defer = () => interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (inTime === null) await defer();
    if (inTime?.kind === 'accepted')
      await acknowledging(interaction.isModalSubmit() ? 'form' : 'command', defer);
    const taken = inTime ?? (await taking);
    switch (taken.kind) {
      case 'accepted':
        return this.#linkThread(interaction, taken.edit);
      case 'wrong':
        return respond(interaction, problemNotice(taken.problems, ask.text, interaction.id));
      case 'not_saved':
        return respond(interaction, privately(notDecided(false, ask.text)));
    }
  }

  /** Discord does not deliver again what could not be made durable: the person is asked to. Never rejects. */
  async #take(interaction: Asking, ask: Ask): Promise<Taken> {
    try {
      const problems = await this.#desk.problems(ask);
      if (problems.length > 0) {
        await this.#drafts.keep(interaction.id, draftOfAsk(ask));
        return { kind: 'wrong', problems };
      }
      const { edit } = await this.#desk.ask(ask);
      return { kind: 'accepted', edit };
    } catch (error) {
      this.#logger.error(loggable(error), 'a request could not be saved');
      await this.#letOthersFirst();
      return { kind: 'not_saved' };
    }
  }

  async #linkThread(interaction: Asking, edit: EditId): Promise<void> {
    const thread = await this.#arrivals.threadOf(edit, THREAD_MS, () => this.#desk.threadOf(edit));
    try {
      await interaction.editReply(threadLink(thread));
    } catch (error) {
      this.#logger.info({ edit, ...loggable(error) }, 'the answer to a command could not be completed');
    }
  }

  /** False, and the person knows, when the form could not come back. It is opened at once or not at all. */
  async #keep(interaction: Opener, draft: Draft): Promise<boolean> {
    try {
      await within(PATIENCE_MS, this.#drafts.keep(interaction.id, draft), () => {
        throw new Error('the database takes too long');
      });
      return true;
    } catch (error) {
      this.#logger.error(loggable(error), 'a form could not be kept');
      await this.#letOthersFirst();
      await interaction.reply(privately(NOT_SAVED));
      return false;
    }
  }
}

/** As the first answer, or in place of "thinking…". */
async function respond(interaction: Asking, answer: InteractionReplyOptions): Promise<void> {
  const { content = '', components = [] } = answer;
  if (interaction.deferred) await interaction.editReply({ content, components });
  else await interaction.reply(answer);
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
