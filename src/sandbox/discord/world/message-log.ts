import type { Clock } from '../../../core/clock.ts';
import type { Message } from './messages.ts';
import { isOlder } from './snowflakes.ts';

/** How long Discord remembers a nonce: "the past few minutes", as its documentation puts it. */
const NONCE_MEMORY_MS = 5 * 60 * 1000;

/** Which part of a channel's history is asked for; at most one of the three ids. */
export interface HistoryQuery {
  before?: string | undefined;
  after?: string | undefined;
  around?: string | undefined;
  limit: number;
}

/** Every message of every channel, oldest first, ephemeral ones included. */
export class MessageLog {
  readonly #clock: Clock;
  readonly #messages = new Map<string, Message>();
  readonly #byNonce = new Map<string, { id: string; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(message: Message): void {
    this.#messages.set(message.id, message);
    if (message.nonce === undefined) return;
    this.#byNonce.set(nonceKey(message), { id: message.id, at: this.#clock.now() });
  }

  remove(message: Message): void {
    this.#messages.delete(message.id);
  }

  find(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /** What the same author sent to the same channel with the same nonce a short while ago. */
  recentByNonce(channelId: string, authorId: string, nonce: string | number): Message | undefined {
    const known = this.#byNonce.get(nonceKey({ channelId, authorId, nonce }));
    if (!known || known.at + NONCE_MEMORY_MS < this.#clock.now()) return undefined;
    return this.#messages.get(known.id);
  }

  in(channelId: string): Message[] {
    return [...this.#messages.values()].filter((message) => message.channelId === channelId);
  }

  /** What everybody in the channel sees, newest first. */
  history(channelId: string, { before, after, around, limit }: HistoryQuery): Message[] {
    const shown = this.in(channelId).filter(({ onlyFor }) => onlyFor === undefined);
    if (before)
      return shown
        .filter(({ id }) => isOlder(id, before))
        .slice(-limit)
        .reverse();
    if (after)
      return shown
        .filter(({ id }) => isOlder(after, id))
        .slice(0, limit)
        .reverse();
    if (!around) return shown.slice(-limit).reverse();
    const middle = shown.findIndex(({ id }) => !isOlder(id, around));
    const start = Math.max(0, (middle < 0 ? shown.length : middle) - Math.floor(limit / 2));
    return shown.slice(start, start + limit).reverse();
  }
}

function nonceKey({ channelId, authorId, nonce }: Pick<Message, 'channelId' | 'authorId' | 'nonce'>): string {
  return `${channelId}/${authorId}/${nonce}`;
}
