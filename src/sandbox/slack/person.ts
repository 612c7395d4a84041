import { type CommandOutcome, showCommand } from './command.ts';
import type { Asked } from './delivery/dispatcher.ts';
import type { Ephemeral } from './ephemerals.ts';
import type { Manner } from './events.ts';
import type { Attachment } from './files.ts';
import { type Entries, fillForm } from './form.ts';
import { stateOf } from './form-fields.ts';
import { Interactions, stateValues } from './interactions.ts';
import type { Message } from './messages.ts';
import type { Member } from './people.ts';
import { type Choice, Sight } from './sight.ts';
import { conclude, type SubmitOutcome } from './submission.ts';
import type { View } from './views.ts';
import { WaitingViews } from './waiting-views.ts';
import { richTextOf, withNames } from './wire-text.ts';
import type { Workspace } from './workspace.ts';

/** What a person writes into a channel or a thread. */
export interface Post {
  /** Id or name of the channel; the conversation with the bot is {@link Person.direct}. */
  readonly channel: string;
  /** As typed: `@Recut` mentions the bot. Tokens such as `<@U…>` work too. */
  readonly text?: string;
  readonly files?: readonly Attachment[];
  /** Any message of the thread to reply in. */
  readonly threadTs?: string;
  /** How its events reach the app. */
  readonly manner?: Manner;
}

/** One person at their Slack client. What they cannot see or press is an Error; what the app does is an outcome. */
export class Person {
  readonly id: string;
  readonly name: string;
  /** The conversation with the bot, `D…`. */
  readonly direct: string;
  readonly #at: Workspace;
  readonly #sight: Sight;
  readonly #interactions: Interactions;
  readonly #waitingViews: WaitingViews;

  constructor(workspace: Workspace, member: Member) {
    this.#at = workspace;
    this.id = member.id;
    this.name = member.realName;
    this.direct = workspace.channels.directOf(member.id)?.id ?? '';
    this.#sight = new Sight(workspace, member);
    this.#interactions = new Interactions(workspace, member);
    this.#waitingViews = new WaitingViews(workspace.views, member.id, (listener) =>
      workspace.changes.subscribe(listener),
    );
  }

  /** Posts a message; its events go out before this resolves, their acknowledgements are not waited for. */
  async post({ channel, text = '', files = [], threadTs, manner }: Post): Promise<Message> {
    const place = this.#sight.channel(channel);
    const wire = this.#sight.wire(text);
    const stored = await Promise.all(files.map((file) => this.#at.files.attach(this.id, file)));
    const draft = {
      channel: place.id,
      user: this.id,
      text: wire,
      blocks: richTextOf(wire),
      fileIds: stored.map(({ id }) => id),
      ...(stored.length > 0 ? { subtype: 'file_share' as const } : {}),
      ...(threadTs === undefined ? {} : { threadTs: this.#sight.threadOf(threadTs, place) }),
    };
    return this.#at.post(draft, manner);
  }

  /** Changes the text of an own message. */
  edit(ts: string, text: string): Message {
    const wire = this.#sight.wire(text);
    const change = { text: wire, blocks: richTextOf(wire), editedTs: this.#at.ids.ts() };
    return this.#at.change(this.#sight.ownMessage(ts), change);
  }

  /** Deletes an own message; its files stay. */
  delete(ts: string): void {
    this.#at.remove(this.#sight.ownMessage(ts));
  }

  /** Deletes a file, as from the list of files. */
  async deleteFile(id: string): Promise<void> {
    await this.#at.files.delete(id);
    this.#at.events.fileDeleted(id);
  }

  /** Types a slash command, such as `('/edit', 'make it dusk', '#campaign-x')`. */
  async command(command: string, text: string, channel: string): Promise<CommandOutcome> {
    const place = this.#sight.channel(channel);
    const wire = withNames(this.#sight.wire(text), this.#at.people);
    const asked = await this.#at.dispatcher.ask(
      'slash_commands',
      this.#interactions.command(command, wire, place),
    );
    return showCommand(command, asked, { person: this.id, channel: place.id }, this.#at);
  }

  /**
   * The modal the app opens next, or has opened since the last time; each modal is handed out once.
   *
   * @throws Error when none opens within `timeoutMs`, by default 5,000
   */
  nextView({ timeoutMs = 5_000 }: { timeoutMs?: number } = {}): Promise<View> {
    return this.#waitingViews.next(timeoutMs);
  }

  /** The modal on top, as it is now. */
  get view(): View | undefined {
    return this.#at.views.stack(this.id).at(-1);
  }

  /** Fills the open form, by `action_id`, and presses its submit button. */
  async submitView(viewId: string, entries: Entries = {}): Promise<SubmitOutcome> {
    const view = this.#sight.openView(viewId);
    const { values, complaints } = await fillForm(view, entries, this.#at);
    if (Object.keys(complaints).length > 0) return { kind: 'incomplete', complaints };
    const asked = await this.#at.dispatcher.ask('interactive', this.#interactions.submission(view, values));
    return conclude(view, asked, this.#at);
  }

  /** Closes the modal on top, or with `all` the whole stack; the app hears of it if it asked to. */
  async closeView(viewId: string, { all = false }: { all?: boolean } = {}): Promise<void> {
    const view = this.#sight.openView(viewId);
    this.#at.views.close(view, all);
    if (view.notify_on_close)
      await this.#at.dispatcher.ask('interactive', this.#interactions.closing(view, all));
  }

  /** Presses a button, or makes a choice, in a message or in an ephemeral one. */
  press(ts: string, actionId: string, choice: Choice = {}): Promise<Asked> {
    const whispered = this.ephemerals.find((ephemeral) => ephemeral.ts === ts);
    const message = whispered ?? this.#sight.message(ts);
    const action = this.#sight.action(message.blocks, actionId, choice);
    const channel = this.#sight.channel(message.channel);
    const payload = whispered
      ? this.#interactions.ephemeralAction(whispered, channel, action)
      : this.#interactions.messageAction(this.#sight.message(ts), channel, action);
    return this.#at.dispatcher.ask('interactive', payload);
  }

  /** Presses a button, or makes a choice, in the open modal or on the App Home. */
  act(viewId: string, actionId: string, choice: Choice = {}): Promise<Asked> {
    const view = this.home?.id === viewId ? this.home : this.#sight.openView(viewId);
    const { element, blockId } = this.#sight.field(view.blocks, actionId, choice);
    const chosen = choice.entry === undefined ? undefined : stateOf(element, choice.entry);
    const values = { ...stateValues(view.blocks), ...(chosen ? { [blockId]: { [actionId]: chosen } } : {}) };
    const action = this.#sight.action(view.blocks, actionId, choice);
    return this.#at.dispatcher.ask('interactive', this.#interactions.viewAction(view, action, values));
  }

  /** Chooses a message shortcut from the menu of a message. */
  messageShortcut(callbackId: string, ts: string): Promise<Asked> {
    const message = this.#sight.message(ts);
    const channel = this.#sight.channel(message.channel);
    return this.#at.dispatcher.ask(
      'interactive',
      this.#interactions.messageShortcut(callbackId, message, channel),
    );
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
}
