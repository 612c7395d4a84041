import { setTimeout as sleep } from 'node:timers/promises';
import type { Block } from './block-kit/block.ts';
import type { Changes } from './changes.ts';
import { type Channel, Channels, foundingChannels } from './channels.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import { Ephemerals } from './ephemerals.ts';
import { Events, type Manner } from './events.ts';
import { Files } from './files.ts';
import { Ids } from './ids.ts';
import { type Message, Messages } from './messages.ts';
import {
  type BotIdentity,
  founders,
  foundingGroups,
  type Member,
  recutBot,
  sandboxTeam,
  type Team,
  type UserGroup,
} from './people.ts';
import { ResponseUrls } from './response-urls.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';

export interface WorkspaceOptions {
  /** The folder for the bytes of files. */
  readonly folder: string;
  /** Where the stand-in listens, without a slash at the end. */
  readonly baseUrl: string;
  /** What the bot's token may do. */
  readonly scopes: readonly string[];
  /** From the completion of an upload until its message is there. */
  readonly shareDelayMs: number;
  readonly now: () => number;
  readonly changes: Changes;
  readonly dispatcher: Dispatcher;
  /** Makes the path of a socket that the app may open. */
  readonly socketPath: () => string;
}

/** What a message needs to be posted; the rest has its natural beginning. */
export type Draft = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Omit<Message, 'ts'>>;

/** The one workspace of the stand-in: who is in it, what was said, what the bot may do. */
export class Workspace {
  readonly team: Team = sandboxTeam;
  readonly bot: BotIdentity = recutBot;
  readonly people = new Map<string, Member>(founders.map((person) => [person.id, person]));
  readonly groups: UserGroup[] = [...foundingGroups];
  readonly channels = new Channels();
  readonly messages = new Messages();
  readonly ephemerals = new Ephemerals();
  readonly files: Files;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly ids: Ids;
  readonly changes: Changes;
  readonly dispatcher: Dispatcher;
  readonly events: Events;
  readonly baseUrl: string;
  readonly scopes: ReadonlySet<string>;
  readonly shareDelayMs: number;
  readonly now: () => number;
  readonly socketPath: () => string;
  /** Block types that this workspace does not have yet. */
  unknownBlocks: ReadonlySet<string> = new Set();
  /** The largest file that it takes (research 1.5: 1 GB). */
  uploadLimitBytes = 1_000_000_000;
  readonly #stopped = new AbortController();

  constructor(options: WorkspaceOptions) {
    this.baseUrl = options.baseUrl;
    this.scopes = new Set(options.scopes);
    this.shareDelayMs = options.shareDelayMs;
    this.now = options.now;
    this.changes = options.changes;
    this.dispatcher = options.dispatcher;
    this.socketPath = options.socketPath;
    this.ids = new Ids(options.now);
    this.files = new Files(options.folder, this.ids, options.now);
    this.views = new Views(this.ids, this.changes);
    this.triggers = new Triggers(options.now);
    this.responseUrls = new ResponseUrls(options.now);
    this.events = new Events(this);
    for (const channel of foundingChannels(this.second())) this.channels.add(channel);
  }

  /** Epoch seconds. */
  second(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Posts a message, and tells listeners and the app of it. */
  post(draft: Draft, manner?: Manner): Message {
    const fresh = { blocks: [], fileIds: [], editions: [], reactions: [] };
    const message = this.messages.keep({ ...fresh, ...draft, ts: this.ids.ts() });
    const { channel, ts, threadTs } = message;
    for (const id of message.fileIds) {
      this.files.share(id, { channel, ts, ...(threadTs === undefined ? {} : { threadTs }) });
    }
    this.changes.tell({ kind: 'message_posted', channel, ts });
    this.events.posted(message, manner);
    return message;
  }

  /** Changes a message, and tells of it; a change of its content is kept in its editions. */
  change(message: Message, change: Partial<Message>): Message {
    const { text, blocks } = message;
    const editions = [...message.editions, { text, blocks, until: this.now() }];
    const changed = this.messages.keep({ ...message, ...change, editions });
    this.changes.tell({ kind: 'message_changed', channel: message.channel, ts: message.ts });
    this.events.changed(changed, message);
    return changed;
  }

  remove(message: Message): void {
    this.messages.delete(message);
    for (const id of message.fileIds) this.files.unshare(id, message.ts);
    this.changes.tell({ kind: 'message_deleted', channel: message.channel, ts: message.ts });
    this.events.deleted(message);
  }

  /** Shows a person something that no one else sees; with a `ts`, in place of what was there. */
  whisper(
    person: string,
    channel: string,
    text: string,
    more: { blocks?: readonly Block[]; threadTs?: string; ts?: string } = {},
  ): string {
    const { ts } = this.ephemerals.show({ person, channel, text, blocks: [], ts: this.ids.ts(), ...more });
    this.changes.tell({ kind: 'ephemeral_posted', person, channel, ts });
    return ts;
  }

  hush(person: string, channel: string, ts: string): void {
    this.ephemerals.remove(ts);
    this.changes.tell({ kind: 'ephemeral_removed', person, channel, ts });
  }

  /** Puts someone into a channel; when it is the bot, the app hears of it. */
  join(channel: Channel, memberId: string): Channel {
    const joined = this.channels.join(channel.id, memberId) ?? channel;
    this.changes.tell({ kind: 'channel_changed', channel: channel.id });
    this.events.joined(joined, memberId);
    return joined;
  }

  /** Does something a moment later, unless the stand-in was stopped by then. */
  async later(ms: number, work: () => void): Promise<void> {
    const inTime = await sleep(ms, true, { signal: this.#stopped.signal }).catch(() => false);
    if (inTime) work();
  }

  stop(): void {
    this.#stopped.abort();
  }
}
