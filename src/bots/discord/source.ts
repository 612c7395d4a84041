import type { Clock } from '../../core/clock.ts';
import type { Place } from '../../core/edit/edit.ts';
import { type Download, type FoundUpload, ScreenError } from '../../core/views/screen.ts';
import type { Channels } from './channels.ts';
import { type ChatMessage, filesOf, isVideo } from './chat-message.ts';
import { channelOfRequest } from './place.ts';
import { expiryOf, messageUpload, readRef, type UploadRef } from './upload-ref.ts';

/** Where Discord keeps the files that people upload. */
const CDN = ['cdn.discordapp.com', 'media.discordapp.net'];
const LOOK_BACK = 50;

/** Finds the clips and images that people mean. */
export class Sources {
  readonly #channels: Channels;
  readonly #hosts: ReadonlySet<string>;
  readonly #clock: Clock;

  constructor(channels: Channels, trustedHosts: readonly string[], clock: Clock) {
    this.#channels = channels;
    this.#clock = clock;
    this.#hosts = new Set([...CDN, ...trustedHosts.map((host) => host.toLowerCase())]);
  }

  /** Rejects with a ScreenError `file_gone` when the upload cannot be had any more. */
  async locate(ref: string): Promise<Download> {
    const upload = readRef(ref);
    const url = upload && ((await this.#freshUrl(upload)) ?? upload.url);
    if (!url || (expiryOf(url) ?? Infinity) <= this.#clock.now()) {
      throw new ScreenError('file_gone', 'Discord does not hold this file any more.');
    }
    const { host, hostname } = URL.parse(url) ?? {};
    if (!this.#hosts.has(host ?? '') && !this.#hosts.has(hostname ?? '')) {
      throw new ScreenError('refused', 'The file is not on a host of Discord.');
    }
    return { url, headers: {}, tokenHosts: [] };
  }

  /**
   * The URL that the message has now. Null when the message does not show its files to the bot, which is so wherever it
   * is not mentioned, unless its application may read messages (Message Content, in its settings): then only the URL
   * that came with the request is left.
   */
  async #freshUrl(upload: UploadRef): Promise<string | null> {
    if (upload.kind === 'passing') return null;
    try {
      const message = await this.#channels.message(upload.channel, upload.message);
      return filesOf(message).find(({ id }) => id === upload.attachment)?.url ?? null;
    } catch (error) {
      if (error instanceof ScreenError && error.code === 'not_allowed') return null;
      if (error instanceof ScreenError && error.code === 'gone') {
        throw new ScreenError('file_gone', 'The message with this file was deleted.', { cause: error });
      }
      throw error;
    }
  }

  /** In the message replied to; else in the one that the thread hangs on; else the newest one in the thread. */
  async findClip(place: Place): Promise<FoundUpload | null> {
    return (await this.#inReply(place)) ?? (await this.#inStarter(place)) ?? (await this.#inThread(place));
  }

  async #inReply(place: Place): Promise<FoundUpload | null> {
    if (place.message === null) return null;
    const asked = await this.#readable(channelOfRequest(place), place.message);
    return asked?.referenced_message ? clipIn(asked.referenced_message) : null;
  }

  async #inStarter({ channel, thread }: Place): Promise<FoundUpload | null> {
    if (thread === null || thread === channel) return null;
    const starter = await this.#readable(channel, thread);
    return starter && clipIn(starter);
  }

  async #inThread({ thread, message }: Place): Promise<FoundUpload | null> {
    if (thread === null) return null;
    const before = message === null || message === thread ? undefined : message;
    const messages = await this.#channels.recent(thread, { limit: LOOK_BACK, before });
    return messages.map(clipIn).find((clip) => clip !== null) ?? null;
  }

  /** Null for a message that is not there or not for the bot to see. */
  async #readable(channel: string, message: string): Promise<ChatMessage | null> {
    try {
      return await this.#channels.message(channel, message);
    } catch (error) {
      if (error instanceof ScreenError && (error.code === 'gone' || error.code === 'not_allowed'))
        return null;
      throw error;
    }
  }
}

function clipIn(message: NonNullable<ChatMessage['referenced_message']>): FoundUpload | null {
  const file = filesOf(message).find(isVideo);
  if (!file) return null;
  const { ref, name, bytes } = messageUpload({ channel: message.channel_id, message: message.id }, file);
  return { ref, name, bytes };
}
