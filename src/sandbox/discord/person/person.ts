import type { AttachmentStore } from '../cdn/attachments.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { CommandRegistry, RegisteredCommand } from '../interactions/command-registry.ts';
import { INTERACTION, type Interaction } from '../interactions/interaction.ts';
import {
  type Interactions,
  type NewInteraction,
  RESPONSE_DEADLINE_MS,
} from '../interactions/interactions.ts';
import { COMMAND } from '../validate/command-form.ts';
import type { Channel } from '../world/channels.ts';
import type { Member } from '../world/members.ts';
import { mentionsIn } from '../world/mentions.ts';
import type { Message, MessageBody } from '../world/messages.ts';
import { PERMISSION, type PermissionName, permissionsIn, sees } from '../world/permissions.ts';
import { deleteMessage, editMessage, postMessage, react } from '../world/posting.ts';
import { changeThread, joinThread } from '../world/threading.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type Answer, answerTo, NO_RESPONSE, type ShownModal } from './answer.ts';
import { findButton, findSelect, pickedValues } from './controls.ts';
import { type FieldValues, fillModal } from './modal-values.ts';
import type { PickedFile } from './picked-file.ts';
import { Resolved } from './resolved.ts';
import { type SeenMessage, seenMessage } from './seen-message.ts';
import { fillOptions, type OptionValues } from './slash-options.ts';

/** What persons act through. */
export interface Surroundings {
  readonly world: World;
  readonly attachments: AttachmentStore;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  /** Ends every wait for the bot when the stand-in stops. */
  readonly stopped: AbortSignal;
  /** A channel by its id or name. */
  channel(reference: string): Channel;
}

/** What a person writes. */
export interface Post {
  /** A channel's or thread's id, or a channel's name with or without `#`. */
  readonly channel: string;
  /** `@Recut` and other names of members and roles become mentions; `<@id>` and `<@&id>` work too. */
  readonly text?: string;
  readonly files?: readonly PickedFile[];
  /** The id of the message this replies to. Its author is called, as Discord does by default. */
  readonly replyTo?: string;
}

/** One person at their Discord client. Everything they cannot do there throws an Error that says why. */
export class Person {
  readonly id: string;
  readonly name: string;
  /** What calls this person in a text. */
  readonly mention: string;
  readonly #at: Surroundings;
  readonly #member: Member;

  constructor(surroundings: Surroundings, member: Member) {
    this.#at = surroundings;
    this.#member = member;
    this.id = member.id;
    this.name = member.name;
    this.mention = `<@${member.id}>`;
  }

  /** Posts a message; it is on its way to the bot when this resolves. */
  async post({ channel: reference, text = '', files = [], replyTo }: Post): Promise<SeenMessage> {
    const { world, attachments } = this.#at;
    const channel = this.#enter(reference, reference === this.#direct()?.id ? [] : ['SEND_MESSAGES']);
    const original = replyTo === undefined ? undefined : world.message(channel.id, replyTo);
    const kept = files.map(async ({ name, path }) =>
      attachments.keep(await attachments.stageCopy(name, path), channel.id),
    );
    const content = this.#wireText(text);
    const body: MessageBody = {
      content,
      embeds: [],
      components: [],
      attachments: await Promise.all(kept),
      flags: 0,
      // Answers to interactions cannot be called by a reply: they belong to nobody in Discord's eyes.
      mentions: mentionsIn(world, content, { repliesTo: original?.origin ? undefined : original?.authorId }),
    };
    const repliesTo = original && { channelId: channel.id, messageId: original.id };
    return seenMessage(
      world,
      postMessage(world, { channelId: channel.id, author: this.#member, body, repliesTo }),
    );
  }

  /** Writes to the bot directly. */
  async dm(what: Omit<Post, 'channel'>): Promise<SeenMessage> {
    return this.post({ ...what, channel: this.#at.world.directChannel(this.id).id });
  }

  /** Changes the text of an own message. */
  edit(messageId: string, text: string): SeenMessage {
    const { world } = this.#at;
    const message = this.#own(messageId);
    const content = this.#wireText(text);
    editMessage(world, message, { ...message.body, content, mentions: mentionsIn(world, content) });
    return seenMessage(world, message);
  }

  /** Removes an own message, or the bot's answer to an own command. */
  delete(messageId: string): void {
    deleteMessage(this.#at.world, this.#own(messageId));
  }

  react(messageId: string, emoji: string): void {
    react(this.#at.world, this.#message(messageId), emoji, this.id);
  }

  /** Closes a thread, or opens it again; with `lock`, for everybody but thread managers. */
  archive(threadId: string, { archived = true, lock }: { archived?: boolean; lock?: boolean } = {}): void {
    const thread = this.#at.channel(threadId);
    if (thread.kind !== 'thread') throw new Error(`${threadId} is no thread.`);
    changeThread(this.#at.world, thread, this.#member, { archived, locked: lock });
  }

  /** Joins a thread. */
  join(threadId: string): void {
    const thread = this.#enter(threadId, []);
    if (thread.kind === 'thread') joinThread(this.#at.world, thread, this.#member);
  }

  /** Runs a slash command: `slash('/edit', { prompt: '…', video: { name, path } }, 'campaign-x')`. */
  async slash(name: string, values: OptionValues, channel: string): Promise<Answer> {
    const place = this.#enter(channel, ['USE_APPLICATION_COMMANDS']);
    const command = this.#command(name.replace(/^\//, ''), COMMAND.chatInput, place);
    const { world, attachments } = this.#at;
    const filled = await fillOptions(world, attachments, { form: command.form, values, by: this.#member });
    return this.#interact({
      type: INTERACTION.command,
      channelId: place.id,
      commandName: command.form.name,
      data: { ...commandData(command), ...filled },
    });
  }

  /** Picks a command from the menu of a message: `messageCommand('Edit this video', message.id)`. */
  async messageCommand(name: string, messageId: string): Promise<Answer> {
    const message = this.#message(messageId);
    const place = this.#enter(message.channelId, ['USE_APPLICATION_COMMANDS']);
    const command = this.#command(name, COMMAND.message, place);
    const resolved = new Resolved(this.#at.world);
    const target_id = resolved.message(message);
    return this.#interact({
      type: INTERACTION.command,
      channelId: place.id,
      commandName: name,
      data: { ...commandData(command), target_id, ...resolved.toWire() },
    });
  }

  /** Presses a button of a message, found by its custom id, else by its label. */
  async press(messageId: string, button: string): Promise<Answer> {
    const message = this.#message(messageId);
    const { customId, componentId } = findButton(message, button);
    return this.#useComponent(message, { component_type: 2, custom_id: customId, id: componentId });
  }

  /** Chooses in a select menu: options by value or label; people, roles and channels by id. */
  async select(messageId: string, customId: string, values: readonly string[]): Promise<Answer> {
    const message = this.#message(messageId);
    const { select, componentId } = findSelect(message, customId);
    const resolved = new Resolved(this.#at.world);
    const picked = pickedValues(select, values, resolved, this.id);
    const data = { component_type: select.type, custom_id: customId, id: componentId, values: picked };
    return this.#useComponent(message, { ...data, ...resolved.toWire() });
  }

  /** Submits a form that an answer showed, with values by the fields' custom ids. */
  async submitModal(modal: ShownModal, values: FieldValues): Promise<Answer> {
    const { world, attachments } = this.#at;
    return this.#interact({
      type: INTERACTION.modalSubmit,
      channelId: modal.channelId,
      sourceMessageId: modal.sourceMessageId,
      openedBy: modal.openedBy,
      data: await fillModal(world, attachments, modal.form, values),
    });
  }

  /** The messages that only this person sees, oldest first. */
  ephemerals(channel?: string): SeenMessage[] {
    const { world } = this.#at;
    const places = channel === undefined ? [...world.channels.values()] : [this.#at.channel(channel)];
    return places
      .flatMap(({ id }) => world.messages.in(id))
      .filter(({ onlyFor }) => onlyFor === this.id)
      .map((message) => seenMessage(world, message));
  }

  /** The direct conversation with the bot, oldest message first. */
  directMessages(): SeenMessage[] {
    const { world } = this.#at;
    const direct = this.#direct();
    return direct ? world.messages.in(direct.id).map((message) => seenMessage(world, message)) : [];
  }

  #direct(): Channel | undefined {
    return [...this.#at.world.channels.values()].find(
      (channel) => channel.kind === 'dm' && channel.personId === this.id,
    );
  }

  #enter(reference: string, needs: readonly PermissionName[]): Channel {
    const { world } = this.#at;
    const channel = this.#at.channel(reference);
    if (!sees(world, this.#member, channel)) throw new Error(`${this.name} does not see ${reference}.`);
    const has = permissionsIn(world, this.#member, channel);
    const missing = needs.find((name) => !(has & PERMISSION[name]));
    if (missing) throw new Error(`${this.name} may not do that in ${reference}: ${missing}.`);
    return channel;
  }

  #message(id: string): Message {
    const message = this.#at.world.messages.find(id);
    const isForOthers = message?.onlyFor !== undefined && message.onlyFor !== this.id;
    if (!message || isForOthers) throw new Error(`${this.name} sees no message ${id}.`);
    this.#enter(message.channelId, []);
    return message;
  }

  #own(id: string): Message {
    const message = this.#message(id);
    const isOwn = message.authorId === this.id || message.origin?.userId === this.id;
    if (!isOwn) throw new Error(`Message ${id} is not ${this.name}'s.`);
    return message;
  }

  #command(name: string, type: number, channel: Channel): RegisteredCommand {
    const command = this.#at.commands.find(name, type);
    if (!command) throw new Error(`There is no command ${name}.`);
    const { contexts, default_member_permissions: needed } = command.form;
    const context = channel.kind === 'dm' ? 1 : 0;
    if (contexts && !contexts.includes(context)) throw new Error(`The command ${name} does not work here.`);
    const has = permissionsIn(this.#at.world, this.#member, channel);
    const asks = needed == null ? 0n : BigInt(needed) || PERMISSION.ADMINISTRATOR;
    if ((has & asks) !== asks) throw new Error(`The command ${name} is not for ${this.name}.`);
    return command;
  }

  /** Member and role names after an at sign become mentions, the longest first. */
  #wireText(text: string): string {
    const { people, roles } = this.#at.world;
    const members = [...people.values()].map(({ name, id }) => [`@${name}`, `<@${id}>`] as const);
    const groups = [...roles.values()].filter(
      ({ name }) => name !== '@everyone' && !members.some(([at]) => at === `@${name}`),
    );
    const named = [...members, ...groups.map(({ name, id }) => [`@${name}`, `<@&${id}>`] as const)];
    return named
      .toSorted(([a], [b]) => b.length - a.length)
      .reduce((result, [at, mention]) => result.replaceAll(at, mention), text);
  }

  #useComponent(message: Message, data: Wire): Promise<Answer> {
    return this.#interact({
      type: INTERACTION.component,
      channelId: message.channelId,
      sourceMessageId: message.id,
      data,
    });
  }

  async #interact(
    what: Pick<NewInteraction, 'type' | 'channelId' | 'data'> & Partial<NewInteraction>,
  ): Promise<Answer> {
    const { interactions, gateway, world } = this.#at;
    const interaction = interactions.open({
      commandName: undefined,
      sourceMessageId: undefined,
      openedBy: undefined,
      ...what,
      userId: this.id,
    });
    if (!gateway.hasSession) return NO_RESPONSE;
    gateway.sendInteraction(interaction);
    await this.#responded(interaction);
    return answerTo(world, interaction);
  }

  /** Waits for the bot until the deadline by the world's clock, which a test may move. */
  async #responded(interaction: Interaction): Promise<void> {
    const { world, stopped } = this.#at;
    const deadline = interaction.createdAt + RESPONSE_DEADLINE_MS;
    while (!interaction.acknowledgement && world.clock.now() <= deadline && !stopped.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

function commandData(command: RegisteredCommand): Wire {
  return {
    id: command.id,
    name: command.form.name,
    type: command.type,
    ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
  };
}
