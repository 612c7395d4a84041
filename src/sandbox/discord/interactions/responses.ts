import { DiscordError, invalidBody } from '../discord-error.ts';
import type { ModalForm } from '../validate/modal-form.ts';
import { NO_MENTIONS } from '../world/mentions.ts';
import { hasFlag, MESSAGE_FLAG, MESSAGE_TYPE, type Message, type MessageBody } from '../world/messages.ts';
import { editMessage, fillMessage, postMessage } from '../world/posting.ts';
import type { World } from '../world/world.ts';
import { INTERACTION, type Interaction, originOf } from './interaction.ts';
import type { Interactions } from './interactions.ts';

/** What the bot may do about an interaction, by Discord's response types, and afterwards by its token. */
export class Responses {
  readonly #world: World;
  readonly #interactions: Interactions;

  constructor(world: World, interactions: Interactions) {
    this.#world = world;
    this.#interactions = interactions;
  }

  /** Type 4: a message, for all or (`ephemeral`) for the person only. */
  reply(interaction: Interaction, body: MessageBody): Message {
    const message = this.#post(interaction, body);
    this.#interactions.acknowledge(interaction, { kind: 'message', message });
    return message;
  }

  /** Type 5: "Recut is thinking…", until the bot edits it. */
  defer(interaction: Interaction, ephemeral: boolean): void {
    const flags = MESSAGE_FLAG.LOADING | (ephemeral ? MESSAGE_FLAG.EPHEMERAL : 0);
    const message = this.#post(interaction, { ...EMPTY, flags });
    this.#interactions.acknowledge(interaction, { kind: 'deferred', message });
  }

  /** Type 6: nothing to see; the message with the component may be edited later. */
  deferUpdate(interaction: Interaction): void {
    this.#interactions.acknowledge(interaction, {
      kind: 'deferred_update',
      message: this.#source(interaction),
    });
  }

  /** Type 7: the message with the component changes. */
  update(interaction: Interaction, body: MessageBody): Message {
    const message = this.#source(interaction);
    editMessage(this.#world, message, body);
    this.#interactions.acknowledge(interaction, { kind: 'update', message });
    return message;
  }

  /** Type 9: a form. It cannot answer the submission of another form. */
  showModal(interaction: Interaction, modal: ModalForm): void {
    if (interaction.type === INTERACTION.modalSubmit) throw wrongType();
    this.#interactions.acknowledge(interaction, { kind: 'modal', modal });
  }

  /**
   * A followup. Right after deferring it becomes the deferred message, as Discord does for old bots' sake.
   */
  followUp(interaction: Interaction, body: MessageBody): Message {
    const { acknowledgement } = interaction;
    const deferred = acknowledgement?.kind === 'deferred' ? acknowledgement.message : undefined;
    if (!deferred || !hasFlag(deferred, 'LOADING')) return this.#post(interaction, body);
    const kept = deferred.body.flags & MESSAGE_FLAG.EPHEMERAL;
    fillMessage(this.#world, deferred, { ...body, flags: (body.flags & ~MESSAGE_FLAG.EPHEMERAL) | kept });
    return deferred;
  }

  /** Edits a response or followup; what was "thinking…" so far appears. */
  edit(message: Message, body: MessageBody): void {
    (hasFlag(message, 'LOADING') ? fillMessage : editMessage)(this.#world, message, body);
  }

  /** `@original`: the first response, or the message whose component was used. @throws DiscordError 10008, 10015 */
  original(interaction: Interaction): Message {
    const { acknowledgement } = interaction;
    if (!acknowledgement || acknowledgement.kind === 'modal') throw new DiscordError('unknownWebhook');
    return this.ownMessage(interaction, acknowledgement.message.id);
  }

  /** A message that this interaction's token reaches. @throws DiscordError 10008 */
  ownMessage(interaction: Interaction, messageId: string): Message {
    const message = this.#world.messages.find(messageId);
    const isOwn = message?.origin?.interactionId === interaction.id;
    const isSource = message !== undefined && message.id === interaction.sourceMessageId;
    if (!isOwn && !isSource) throw new DiscordError('unknownMessage');
    return message;
  }

  #post(interaction: Interaction, body: MessageBody): Message {
    const ephemeral = (body.flags & MESSAGE_FLAG.EPHEMERAL) !== 0;
    const source = interaction.type === INTERACTION.command ? undefined : interaction.sourceMessageId;
    return postMessage(this.#world, {
      channelId: interaction.channelId,
      author: this.#world.bot,
      body,
      type: source ? MESSAGE_TYPE.reply : this.#commandType(interaction),
      repliesTo: source ? { channelId: interaction.channelId, messageId: source } : undefined,
      origin: originOf(interaction),
      onlyFor: ephemeral ? interaction.userId : undefined,
    });
  }

  #source(interaction: Interaction): Message {
    const { sourceMessageId, type } = interaction;
    if (!sourceMessageId || type === INTERACTION.command) throw wrongType();
    const message = this.#world.messages.find(sourceMessageId);
    if (!message) throw new DiscordError('unknownMessage');
    return message;
  }

  /** Only the first response to a command looks like a command's; followups are plain messages. */
  #commandType(interaction: Interaction): number {
    if (interaction.type !== INTERACTION.command || interaction.acknowledgement) return MESSAGE_TYPE.default;
    return 'target_id' in interaction.data ? MESSAGE_TYPE.contextMenu : MESSAGE_TYPE.command;
  }
}

const EMPTY: MessageBody = {
  content: '',
  embeds: [],
  components: [],
  attachments: [],
  flags: 0,
  mentions: NO_MENTIONS,
};

function wrongType(): DiscordError {
  const message = 'This interaction cannot be answered in this way.';
  return invalidBody([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
}
