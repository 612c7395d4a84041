import type { Block } from './block-kit/block.ts';
import type { JsonObject } from './json.ts';

/** What an edit replaced. */
interface Edition {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Epoch milliseconds of the moment it was replaced. */
  readonly until: number;
}

/** A message as everyone in its channel sees it. */
export interface Message {
  readonly channel: string;
  /** Unique in the whole workspace here, in its channel on the real Slack. */
  readonly ts: string;
  /** A person, or the bot's user. */
  readonly user: string;
  readonly botId?: string;
  /** The first message of its thread; also on that first message once it has replies. */
  readonly threadTs?: string;
  /** A reply that is shown in the channel as well. */
  readonly broadcast?: boolean;
  readonly subtype?: 'file_share' | 'thread_broadcast' | 'tombstone';
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Ids of the files it carries. */
  readonly fileIds: readonly string[];
  readonly metadata?: MessageMetadata;
  /** Earlier contents, oldest first. */
  readonly editions: readonly Edition[];
  /** When a text-only edit marked it as edited. */
  readonly editedTs?: string;
  readonly reactions: readonly Reaction[];
}

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: JsonObject;
}

interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

/** The messages of the workspace. */
export class Messages {
  readonly #byTs = new Map<string, Message>();

  get(channel: string, ts: string): Message | undefined {
    const message = this.#byTs.get(ts);
    return message?.channel === channel ? message : undefined;
  }

  byTs(ts: string): Message | undefined {
    return this.#byTs.get(ts);
  }

  keep(message: Message): Message {
    this.#byTs.set(message.ts, message);
    return message;
  }

  /** Removes a message; the first of a thread with replies leaves a stone, as in Slack. */
  delete(message: Message): void {
    if (this.replies(message.channel, message.ts).length === 0) this.#byTs.delete(message.ts);
    else
      this.keep({
        ...message,
        subtype: 'tombstone',
        text: 'This message was deleted.',
        blocks: [],
        fileIds: [],
      });
  }

  /** What the channel itself shows, oldest first: no replies, unless broadcast. */
  inChannel(channel: string): Message[] {
    return this.#those(
      (message) => message.channel === channel && (!isReply(message) || message.broadcast === true),
    );
  }

  replies(channel: string, rootTs: string): Message[] {
    return this.#those(
      (message) => message.channel === channel && isReply(message) && message.threadTs === rootTs,
    );
  }

  /** The first message and its replies, oldest first. */
  thread(channel: string, rootTs: string): Message[] {
    const root = this.get(channel, rootTs);
    return root ? [root, ...this.replies(channel, rootTs)] : [];
  }

  /** Messages are kept in the order of their timestamps. */
  #those(wanted: (message: Message) => boolean): Message[] {
    return [...this.#byTs.values()].filter(wanted);
  }
}

export function isReply(message: Message): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts;
}

/** Timestamps are compared as numbers in two parts; as one float they would lose digits. */
export function compareTs(a: string, b: string): number {
  const [aSecond = '', aTick = ''] = a.split('.');
  const [bSecond = '', bTick = ''] = b.split('.');
  return Number(aSecond) - Number(bSecond) || Number(aTick) - Number(bTick);
}
