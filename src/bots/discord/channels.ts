import { Routes } from 'discord.js';
import { z } from 'zod';
import { failpoint } from '#failpoint';
import type { ShownFile } from '../../core/views/message.ts';
import type { Api } from './api.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import type { Body } from './render.ts';
import { altText } from './take-parts.ts';
import { fileName, TakeForm } from './upload.ts';

/** For a take, with all attempts. */
const UPLOAD_DEADLINE_MS = 10 * 60_000;
const ARCHIVE_AFTER_MINUTES = 1440;

const created = z.object({ id: z.string() });
const directChannel = z.object({ recipients: z.array(z.object({ id: z.string() })) });

/**
 * Channels and their messages by REST, so that they can be reached after a restart. Every method rejects with a
 * ScreenError.
 */
export class Channels {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async message(channel: string, message: string): Promise<ChatMessage> {
    return this.#api.call(chatMessage, 'get', Routes.channelMessage(channel, message));
  }

  /** Newest first, at most 100. */
  async recent(
    channel: string,
    range: { limit: number; before?: string | undefined },
  ): Promise<ChatMessage[]> {
    const query = new URLSearchParams({ limit: String(range.limit) });
    if (range.before) query.set('before', range.before);
    return this.#api.call(z.array(chatMessage), 'get', Routes.channelMessages(channel), { query });
  }

  /** What was written after the message with this id, or a time as one; newest first. */
  async since(channel: string, after: string, limit: number): Promise<ChatMessage[]> {
    const query = new URLSearchParams({ limit: String(limit), after });
    return this.#api.call(z.array(chatMessage), 'get', Routes.channelMessages(channel), { query });
  }

  /** The direct conversation with a person, by its id; it is opened where there is none. */
  async direct(person: string): Promise<string> {
    const body = { recipient_id: person };
    return (await this.#api.call(created, 'post', Routes.userChannels(), { body })).id;
  }

  /** Whom the bot talks to in a direct conversation. */
  async recipients(channel: string): Promise<string[]> {
    const { recipients } = await this.#api.call(directChannel, 'get', Routes.channel(channel));
    return recipients.map(({ id }) => id);
  }

  /**
   * Posts a message and resolves with its id. While Discord remembers the nonce, the same message sent again is the
   * one that is already there.
   */
  async send(channel: string, body: Body, nonce: string, files: readonly ShownFile[] = []): Promise<string> {
    const once = { ...body, nonce, enforce_nonce: true };
    const options =
      files.length > 0
        ? {
            body: await TakeForm.of({ ...once, attachments: files.map(describe) }, files),
            passThroughBody: true,
            deadlineMs: UPLOAD_DEADLINE_MS,
          }
        : { body: once };
    if (files.length > 0) failpoint('file.before');
    const { id } = await this.#api.call(created, 'post', Routes.channelMessages(channel), options);
    if (files.length > 0) failpoint('file.after');
    return id;
  }

  /** Files of the message stay as they are. */
  async edit(channel: string, message: string, body: Body): Promise<void> {
    await this.#api.call(created, 'patch', Routes.channelMessage(channel, message), { body });
  }

  /** A plain answer that calls nobody. */
  async reply(channel: string, message: string, content: string): Promise<void> {
    const body = { content, message_reference: { message_id: message }, allowed_mentions: { parse: [] } };
    await this.#api.call(created, 'post', Routes.channelMessages(channel), { body });
  }

  /** Opens the thread of a message and resolves with its id, which is the message's own. */
  async startThread(channel: string, message: string, name: string): Promise<string> {
    const body = { name, auto_archive_duration: ARCHIVE_AFTER_MINUTES };
    return (await this.#api.call(created, 'post', Routes.threads(channel, message), { body })).id;
  }

  async unarchive(thread: string): Promise<void> {
    await this.#api.call(created, 'patch', Routes.channel(thread), { body: { archived: false } });
  }
}

function describe(file: ShownFile, index: number) {
  return { id: String(index), filename: fileName(file), description: altText(file) };
}
