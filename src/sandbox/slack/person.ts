import type { Channel } from './channels.ts';
import { type CommandOutcome, showCommand } from './command.ts';
import type { Asked } from './delivery/dispatcher.ts';
import type { Ephemeral } from './ephemerals.ts';
import type { Manner } from './events.ts';
import type { Attachment } from './files.ts';
import { type Entries, fillForm } from './form.ts';
import { actionOf, type Entry, type Field, fieldsIn, stateOf } from './form-fields.ts';
import { Interactions, stateValues } from './interactions.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './messages.ts';
import type { Member } from './people.ts';
import { conclude, type SubmitOutcome } from './submission.ts';
import type { View } from './views.ts';
import { WaitingViews } from './waiting-views.ts';
import { richTextOf, toWire } from './wire-text.ts';
import type { Workspace } from './workspace.ts';

/** What a person writes into a channel or a thread. */
export interface Post {
  /** Id or name of the channel; the conversation with the bot is {@link Person.direct}. */
  readonly channel: string;
  /** As typed: `@Recut` mentions the bot. Tokens such as `<@U…>` work too. */
  readonly text?: string;
  readonly files?: readonly Attachment[];
  /** The thread to reply in, by its first message. */
  readonly threadTs?: string;
  /** How its events reach the app. */
  readonly manner?: Manner;
}

/** A choice in a message or a modal, beyond the mere press of a button. */
export interface Choice {
  /** What to choose, for an element with options or a value. */
  readonly entry?: Entry;
  /** Which block, where several have an element of this `action_id`. */
  readonly blockId?: string;
}

/** One person at their Slack client. */
export class Person {
  readonly id: string;
  readonly name: string;
  /** The conversation with the bot, `D…`. */
  readonly direct: string;
  #at: Workspace;
  #interactions: Interactions;
  #waitingViews: WaitingViews;

  constructor(workspace: Workspace, member: Member) {
    this.#at = workspace;
    this.id = member.id;
    this.name = member.realName;
    this.direct = workspace.channels.directOf(member.id)?.id ?? '';
    this.#interactions = new Interactions(workspace, member);
    this.#waitingViews = new WaitingViews(workspace.views, member.id, (listener) =>
      workspace.changes.subscribe(listener),
    );
  }

  /** Posts a message; its events go out before this resolves, their acknowledgements are not waited for. */
  async post({ channel: reference, text = '', files = [], threadTs, manner }: Post): Promise<Message> {
    const channel = this.#channel(reference);
    if (threadTs !== undefined && !this.#at.messages.get(channel.id, threadTs)) {
      throw new Error(`There is no message ${threadTs} in ${reference} to reply to.`);
    }
    const wire = this.#wire(text);
    const stored = await Promise.all(files.map((file) => this.#at.files.attach(this.id, file)));
    const draft = {
      channel: channel.id,
      user: this.id,
      text: wire,
      blocks: richTextOf(wire),
      fileIds: stored.map(({ id }) => id),
      ...(stored.length > 0 ? { subtype: 'file_share' as const } : {}),
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    return this.#at.post(draft, manner);
  }

  /** Changes the text of an own message. */
  edit(ts: string, text: string): Message {
    const wire = this.#wire(text);
    return this.#at.change(this.#own(ts), {
      text: wire,
      blocks: richTextOf(wire),
      editedTs: this.#at.ids.ts(),
    });
  }

  /** Deletes an own message; its files stay. */
  delete(ts: string): void {
    this.#at.remove(this.#own(ts));
  }

  /** Deletes an own file, as from the list of files. */
  async deleteFile(id: string): Promise<void> {
    await this.#at.files.delete(id);
    this.#at.events.fileDeleted(id);
  }

  /** Types a slash command, such as `('/edit', 'make it dusk', '#campaign-x')`. */
  async command(command: string, text: string, channelReference: string): Promise<CommandOutcome> {
    const channel = this.#channel(channelReference);
    const payload = this.#interactions.command(command, this.#wire(text), channel);
    const asked = await this.#at.dispatcher.ask('slash_commands', payload);
    return showCommand(command, asked, this.id, channel, this.#at);
  }

  /** The modal the app opens next, or has opened since the last time; each modal is handed out once. */
  nextView({ timeoutMs = 5_000 }: { timeoutMs?: number } = {}): Promise<View> {
    return this.#waitingViews.next(timeoutMs);
  }

  /** The modal on top, as it is now. */
  get view(): View | undefined {
    return this.#at.views.stack(this.id).at(-1);
  }

  /** Fills the open form and presses its submit button. */
  async submitView(viewId: string, entries: Entries = {}): Promise<SubmitOutcome> {
    const view = this.#openView(viewId);
    const { values, complaints } = await fillForm(view, entries, this.#at);
    if (Object.keys(complaints).length > 0) return { kind: 'incomplete', complaints };
    const asked = await this.#at.dispatcher.ask('interactive', this.#interactions.submission(view, values));
    return conclude(view, asked, this.#at);
  }

  /** Closes the modal on top, or with `all` the whole stack; the app hears of it if it asked to. */
  async closeView(viewId: string, { all = false }: { all?: boolean } = {}): Promise<void> {
    const view = this.#openView(viewId);
    this.#at.views.close(view, all);
    if (view.notify_on_close)
      await this.#at.dispatcher.ask('interactive', this.#interactions.closing(view, all));
  }

  /** Presses a button, or makes a choice, in a message or in an ephemeral one. */
  press(ts: string, actionId: string, choice: Choice = {}): Promise<Asked> {
    const ephemeral = this.#at.ephemerals.byTs(ts);
    if (ephemeral) {
      if (ephemeral.person !== this.id) throw new Error(`${this.name} does not see the message ${ts}.`);
      const action = this.#action(ephemeral.blocks, actionId, choice);
      const payload = this.#interactions.ephemeralAction(ephemeral, this.#channel(ephemeral.channel), action);
      return this.#at.dispatcher.ask('interactive', payload);
    }
    const message = this.#seen(ts);
    const action = this.#action(message.blocks, actionId, choice);
    const payload = this.#interactions.messageAction(message, this.#channel(message.channel), action);
    return this.#at.dispatcher.ask('interactive', payload);
  }

  /** Presses a button, or makes a choice, in the open modal or on the App Home. */
  act(viewId: string, actionId: string, choice: Choice = {}): Promise<Asked> {
    const home = this.home;
    const view = home?.id === viewId ? home : this.#openView(viewId);
    const { element, blockId } = this.#field(view.blocks, actionId, choice);
    const own = choice.entry === undefined ? undefined : stateOf(element, choice.entry);
    const values = { ...stateValues(view.blocks), ...(own ? { [blockId]: { [actionId]: own } } : {}) };
    const payload = this.#interactions.viewAction(view, this.#action(view.blocks, actionId, choice), values);
    return this.#at.dispatcher.ask('interactive', payload);
  }

  /** Chooses a message shortcut from the menu of a message. */
  messageShortcut(callbackId: string, ts: string): Promise<Asked> {
    const message = this.#seen(ts);
    const payload = this.#interactions.messageShortcut(callbackId, message, this.#channel(message.channel));
    return this.#at.dispatcher.ask('interactive', payload);
  }

  /** Chooses a global shortcut. */
  shortcut(callbackId: string): Promise<Asked> {
    return this.#at.dispatcher.ask('interactive', this.#interactions.globalShortcut(callbackId));
  }

  /** Opens the app's Home tab; the app publishes it once it heard of that. */
  openHome(): void {
    this.#at.events.homeOpened(this.id, this.direct);
  }

  /** The App Home as the app last published it for this person. */
  get home(): View | undefined {
    return this.#at.views.home(this.id);
  }

  /** What only this person sees, oldest first. */
  get ephemerals(): readonly Ephemeral[] {
    return this.#at.ephemerals.of(this.id);
  }

  #wire(text: string): string {
    const { bot, people } = this.#at;
    return toWire(text, [{ id: bot.userId, realName: bot.realName }, ...people.values()]);
  }

  #channel(reference: string): Channel {
    const channel = this.#at.channels.find(reference);
    if (!channel?.members.has(this.id)) throw new Error(`${this.name} is not in a channel ${reference}.`);
    return channel;
  }

  #seen(ts: string): Message {
    const message = this.#at.messages.byTs(ts);
    if (!message) throw new Error(`There is no message ${ts}.`);
    this.#channel(message.channel);
    return message;
  }

  #own(ts: string): Message {
    const message = this.#seen(ts);
    if (message.user !== this.id) throw new Error(`The message ${ts} is not by ${this.name}.`);
    return message;
  }

  #openView(id: string): View {
    const { view } = this;
    if (view?.id !== id) throw new Error(`The modal ${id} is not what ${this.name} has open.`);
    return view;
  }

  #field(blocks: readonly JsonObject[], actionId: string, { blockId }: Choice): Field {
    const field = fieldsIn(blocks).find(
      (one) => one.actionId === actionId && (blockId === undefined || one.blockId === blockId),
    );
    if (!field) throw new Error(`There is nothing to press called ${actionId}.`);
    return field;
  }

  #action(blocks: readonly JsonObject[], actionId: string, choice: Choice): JsonObject {
    const { blockId, element } = this.#field(blocks, actionId, choice);
    return {
      type: element['type'],
      action_id: actionId,
      block_id: blockId,
      ...actionOf(element, choice.entry),
    };
  }
}
