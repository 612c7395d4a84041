import { INTERACTION } from '../interactions/interaction.ts';
import { COMMAND } from '../validate/command-form.ts';
import type { Channel, Thread } from '../world/channels.ts';
import type { Member } from '../world/members.ts';
import { mentionsIn } from '../world/mentions.ts';
import type { Message, MessageBody } from '../world/messages.ts';
import { may, type PermissionName, sees } from '../world/permissions.ts';
import { deleteMessage, editMessage, postMessage, react } from '../world/posting.ts';
import { changeThread, joinThread, startThreadIn, startThreadOn } from '../world/threading.ts';
import type { Wire } from '../world/wire.ts';
import type { Answer, ShownModal } from './answer.ts';
import { ask } from './ask.ts';
import { commandData, pickCommand } from './command-menu.ts';
import { findButton, findSelect, pickedValues } from './controls.ts';
import { type FieldValues, fillModal } from './modal-values.ts';
import type { PickedFile } from './picked-file.ts';
import { Resolved } from './resolved.ts';
import { type SeenMessage, seenMessage } from './seen-message.ts';
import { fillOptions, type OptionValues } from './slash-options.ts';
import type { Surroundings } from './surroundings.ts';
import { wireText } from './typed-text.ts';

/** What a person writes. */
export interface Post {
  /** A channel's or thread's id, or a channel's name with or without `#`. */
  readonly channel: string;
  /** As typed: `@Recut` and the names of members and roles become mentions; `<@id>` and `<@&id>` work too. */
  readonly text?: string;
  readonly files?: readonly PickedFile[];
  /** The id of the message this replies to. Its author is called, as Discord does by default. */
  readonly replyTo?: string;
}

/** One person at their Discord client. What they cannot do there throws an Error that says why. */
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
    const place = this.#enter(reference);
    const channel = this.#enter(
      place.id,
      place.kind === 'thread' ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES',
    );
    const original = replyTo === undefined ? undefined : world.message(channel.id, replyTo);
    const kept = files.map(async ({ name, path }) =>
      attachments.keep(await attachments.stageCopy(name, path), channel.id),
    );
    const content = wireText(world, text);
    const body: MessageBody = {
      content,
      embeds: [],
      components: [],
      attachments: await Promise.all(kept),
      flags: 0,
      // A reply to an answer to an interaction calls nobody (discord-api-docs issue 5395).
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
    const content = wireText(world, text);
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

  /** Opens a public thread on a message (by its id) or in a channel. */
  startThread(on: { message: string } | { channel: string }, name: string): Thread {
    const { world } = this.#at;
    if ('message' in on) return startThreadOn(world, this.#message(on.message), this.#member, { name });
    return startThreadIn(world, this.#enter(on.channel, 'CREATE_PUBLIC_THREADS').id, this.#member, { name });
  }

  join(threadId: string): void {
    joinThread(this.#at.world, this.#thread(threadId), this.#member);
  }

  /** Closes a thread, or opens it again; thread managers can also lock it. */
  archive(
    threadId: string,
    { archived = true, locked }: { archived?: boolean; locked?: boolean } = {},
  ): void {
    changeThread(this.#at.world, this.#thread(threadId), this.#member, { archived, locked });
  }

  /**
   * Runs a slash command: `slash('/edit', { prompt: '…', video: { name, path } }, 'campaign-x')`. A subcommand
   * follows its command: `'/edit-budget set'`.
   */
  async slash(name: string, values: OptionValues, channel: string): Promise<Answer> {
    const { world, attachments, commands } = this.#at;
    const place = this.#enter(channel, 'USE_APPLICATION_COMMANDS');
    const [command = '', subcommand] = name.replace(/^\//, '').split(' ');
    const by = this.#member;
    const picked = pickCommand(world, commands, {
      name: command,
      type: COMMAND.chatInput,
      by,
      channel: place,
    });
    const filled = await fillOptions(world, attachments, { form: picked.form, subcommand, values, by });
    return ask(this.#at, {
      type: INTERACTION.command,
      userId: this.id,
      channelId: place.id,
      commandName: picked.form.name,
      data: { ...commandData(picked), ...filled },
    });
  }

  /** Picks a command from the menu of a message: `messageCommand('Edit this video', message.id)`. */
  async messageCommand(name: string, messageId: string): Promise<Answer> {
    const { world, commands } = this.#at;
    const message = this.#message(messageId);
    const place = this.#enter(message.channelId, 'USE_APPLICATION_COMMANDS');
    const command = pickCommand(world, commands, {
      name,
      type: COMMAND.message,
      by: this.#member,
      channel: place,
    });
    const resolved = new Resolved(world, this.#member);
    const target_id = resolved.message(message);
    return ask(this.#at, {
      type: INTERACTION.command,
      userId: this.id,
      channelId: place.id,
      commandName: name,
      data: { ...commandData(command), target_id, ...resolved.toWire() },
    });
  }

  /** Presses a button of a message, found by its custom id, else by its label. */
  async press(messageId: string, button: string): Promise<Answer> {
    const message = this.#message(messageId);
    const { customId, componentId } = findButton(message, button);
    return this.#use(message, { component_type: 2, custom_id: customId, id: componentId });
  }

  /** Chooses in a select menu: options by value or label; people, roles and channels by id. */
  async select(messageId: string, customId: string, values: readonly string[]): Promise<Answer> {
    const message = this.#message(messageId);
    const { select, componentId } = findSelect(message, customId);
    const resolved = new Resolved(this.#at.world, this.#member);
    const picked = pickedValues(select, values, resolved);
    const data = { component_type: select.type, custom_id: customId, id: componentId, values: picked };
    return this.#use(message, { ...data, ...resolved.toWire() });
  }

  /** Submits a form that an answer showed, with values by the fields' custom ids. */
  async submitModal(modal: ShownModal, values: FieldValues): Promise<Answer> {
    const { world, attachments } = this.#at;
    return ask(this.#at, {
      type: INTERACTION.modalSubmit,
      userId: this.id,
      channelId: modal.channelId,
      sourceMessageId: modal.sourceMessageId,
      openedBy: modal.openedBy,
      data: await fillModal(world, attachments, { form: modal.form, values, by: this.#member }),
    });
  }

  /** The messages that only this person sees, oldest first; of one channel or thread, or of all. */
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
    return world.messages.in(world.directChannel(this.id).id).map((message) => seenMessage(world, message));
  }

  #use(message: Message, data: Wire): Promise<Answer> {
    const { id: sourceMessageId, channelId } = message;
    return ask(this.#at, { type: INTERACTION.component, userId: this.id, channelId, sourceMessageId, data });
  }

  #enter(reference: string, needed?: PermissionName): Channel {
    const { world } = this.#at;
    const channel = this.#at.channel(reference);
    if (!sees(world, this.#member, channel)) throw new Error(`${this.name} does not see ${reference}.`);
    if (needed && !may(world, this.#member, channel, needed)) {
      throw new Error(`${this.name} may not do that in ${reference}: ${needed}.`);
    }
    return channel;
  }

  #thread(reference: string): Thread {
    const thread = this.#enter(reference);
    if (thread.kind !== 'thread') throw new Error(`${reference} is no thread.`);
    return thread;
  }

  #message(id: string): Message {
    const message = this.#at.world.messages.find(id);
    const isForOthers = message?.onlyFor !== undefined && message.onlyFor !== this.id;
    if (!message || isForOthers) throw new Error(`${this.name} sees no message ${id}.`);
    this.#enter(message.channelId);
    return message;
  }

  #own(id: string): Message {
    const message = this.#message(id);
    if (message.authorId === this.id || message.origin?.userId === this.id) return message;
    throw new Error(`Message ${id} is not ${this.name}'s.`);
  }
}
