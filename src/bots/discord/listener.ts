import { type Client, SnowflakeUtil } from 'discord.js';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import type { Ask } from '../../core/edit/ask.ts';
import { NOT_SAVED } from './answers.ts';
import type { Channels } from './channels.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import { askOf, isRequest, namesRole, type Self } from './intake.ts';
import type { LetOthersFirst } from './others.ts';
import { loggable } from './refusal.ts';

interface ListenerOptions {
  client: Client;
  channels: Channels;
  desk: Desk;
  letOthersFirst: LetOthersFirst;
  logger: Logger;
}

const A_PAGE = 50;

/**
 * Hears what is written where the bot is. It takes the gateway's own events: discord.js drops messages in threads that
 * it has not in its cache, and after a restart that is every archived one.
 */
export class Listener {
  readonly #client: Client;
  readonly #channels: Channels;
  readonly #desk: Desk;
  readonly #letOthersFirst: LetOthersFirst;
  readonly #logger: Logger;

  constructor({ client, channels, desk, letOthersFirst, logger }: ListenerOptions) {
    this.#client = client;
    this.#channels = channels;
    this.#desk = desk;
    this.#letOthersFirst = letOthersFirst;
    this.#logger = logger;
  }

  async hear(event: unknown): Promise<void> {
    const message = chatMessage.parse(event);
    const ask = await this.#requestIn(message);
    if (!ask) return;
    try {
      await this.#desk.ask(ask);
    } catch (error) {
      this.#logger.error(loggable(error), 'a request could not be saved');
      if ((await this.#letOthersFirst()) && (await this.#isAnswered(message, ask))) return;
      await this.#channels.reply(message.channel_id, message.id, NOT_SAVED);
    }
  }

  /** By its thread; inside of one, by what the bot has written there since. */
  async #isAnswered({ id, channel_id }: ChatMessage, { place }: Ask): Promise<boolean> {
    if (place.thread === null) return (await this.#channels.message(channel_id, id)).thread != null;
    const since = await this.#channels.since(channel_id, id, A_PAGE);
    const own = this.#client.user?.id;
    return since.some(({ author, message_reference }) => author.id === own && !message_reference);
  }

  /** Of a message that was found where nobody had heard it. Rejects when it could not be saved. */
  async hearLate(event: unknown): Promise<void> {
    const message = chatMessage.parse(event);
    const ask = await this.#requestIn(message);
    if (!ask) return;
    const writtenAt = SnowflakeUtil.timestampFrom(message.id);
    const { kind } = await this.#desk.ask({ ...ask, writtenAt });
    if (kind === 'accepted') this.#logger.info({ channel: message.channel_id }, 'caught up on a request');
  }

  async #requestIn(message: ChatMessage): Promise<Ask | null> {
    const self = this.#selfIn(message.guild_id);
    if (!self || !isRequest(message, self)) return null;
    return askOf(await this.#readable(message, self), self, await this.#parentOf(message));
  }

  /**
   * Whether a mention of the bot's role shows it what was written is not documented. If it does not, the application may
   * still be allowed to read the message by REST (Message Content, in its settings).
   */
  async #readable(message: ChatMessage, self: Self): Promise<ChatMessage> {
    if (message.content !== '' || !namesRole(message, self)) return message;
    const { content, attachments, mentions } = await this.#channels.message(message.channel_id, message.id);
    return { ...message, content, attachments, mentions };
  }

  #selfIn(guildId: string | undefined): Self | null {
    const { user, guilds } = this.#client;
    if (!user) return null;
    const guild = guildId === undefined ? undefined : guilds.cache.get(guildId);
    return { id: user.id, role: guild?.roles.botRoleFor(user)?.id ?? null };
  }

  /** The channel above a thread; null for a message outside of threads. */
  async #parentOf({ guild_id, channel_id }: ChatMessage): Promise<string | null> {
    if (guild_id === undefined) return null;
    const channel = await this.#client.channels.fetch(channel_id);
    return channel?.isThread() ? channel.parentId : null;
  }
}
