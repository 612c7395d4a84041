import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { TakeMessage } from '../../core/views/message.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import { asScreenError } from './refusal.ts';
import type { Body } from './render.ts';
import { altText } from './render.ts';
import { fileName, TakeForm } from './upload.ts';

/** For everything small, time in the library's queue included. */
const DEADLINE_MS = 30_000;
/** For a take, with all attempts. */
const UPLOAD_DEADLINE_MS = 10 * 60_000;
const ARCHIVE_AFTER_MINUTES = 1440;

const created = z.object({ id: z.string() });

/**
 * Channels and their messages by REST, known by nothing but their ids, so that they can be reached after a restart
 * and whatever the library has in its cache. Every method rejects with a ScreenError.
 */
export class Channels {
  readonly #rest: REST;

  constructor(rest: REST) {
    this.#rest = rest;
  }

  async message(channel: string, message: string): Promise<ChatMessage> {
    return this.#call(chatMessage, 'get', Routes.channelMessage(channel, message));
  }

  /** Newest first, at most 100. */
  async recent(
    channel: string,
    range: { limit: number; before?: string | undefined },
  ): Promise<ChatMessage[]> {
    const query = new URLSearchParams({ limit: String(range.limit) });
    if (range.before) query.set('before', range.before);
    return this.#call(z.array(chatMessage), 'get', Routes.channelMessages(channel), { query });
  }

  /**
   * Posts a message and resolves with its id. While Discord remembers the nonce, the same message sent again is the
   * one that is already there.
   */
  async send(channel: string, body: Body, nonce: string, file: TakeMessage['file'] = null): Promise<string> {
    const once = { ...body, nonce, enforce_nonce: true };
    const options = file
      ? {
          body: await TakeForm.of({ ...once, attachments: [describe(file)] }, file),
          passThroughBody: true,
          deadlineMs: UPLOAD_DEADLINE_MS,
        }
      : { body: once };
    return (await this.#call(created, 'post', Routes.channelMessages(channel), options)).id;
  }

  /** Files of the message stay as they are. */
  async edit(channel: string, message: string, body: Body): Promise<void> {
    await this.#call(created, 'patch', Routes.channelMessage(channel, message), { body });
  }

  /** A plain answer that calls nobody. */
  async reply(channel: string, message: string, content: string): Promise<void> {
    const body = { content, message_reference: { message_id: message }, allowed_mentions: { parse: [] } };
    await this.#call(created, 'post', Routes.channelMessages(channel), { body });
  }

  /** Opens the thread of a message and resolves with its id, which is the message's own. */
  async startThread(channel: string, message: string, name: string): Promise<string> {
    const body = { name, auto_archive_duration: ARCHIVE_AFTER_MINUTES };
    return (await this.#call(created, 'post', Routes.threads(channel, message), { body })).id;
  }

  async unarchive(thread: string): Promise<void> {
    await this.#call(created, 'patch', Routes.channel(thread), { body: { archived: false } });
  }

  async #call<Answer>(
    answer: z.ZodType<Answer>,
    method: 'get' | 'post' | 'patch',
    route: `/${string}`,
    { deadlineMs = DEADLINE_MS, ...options }: CallOptions = {},
  ): Promise<Answer> {
    try {
      const signal = AbortSignal.timeout(deadlineMs);
      return answer.parse(await this.#rest[method](route, { ...options, signal }));
    } catch (error) {
      throw asScreenError(error);
    }
  }
}

interface CallOptions {
  body?: unknown;
  query?: URLSearchParams;
  passThroughBody?: boolean;
  deadlineMs?: number;
}

function describe(file: NonNullable<TakeMessage['file']>) {
  return { id: '0', filename: fileName(file), description: altText(file) };
}
