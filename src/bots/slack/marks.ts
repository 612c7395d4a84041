import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Millis } from '../../core/clock.ts';
import type { Identity } from './identity.ts';
import { messagePages } from './message-pages.ts';
import { MARK } from './names.ts';
import { carriesFiles, filesOf } from './slack-file.ts';
import { asked } from './slack-refusal.ts';

const PAGE = 200;
/** The newest thousand messages of a channel, or the whole of all but the longest threads. */
const MOST_PAGES = 5;
/** Between Slack's clock and ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

const postedMessage = carriesFiles.extend({
  ts: z.string(),
  bot_id: z.string().nullish(),
  user: z.string().nullish(),
  metadata: z
    .object({
      event_type: z.string().nullish(),
      event_payload: z.object({ nonce: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
type PostedMessage = z.infer<typeof postedMessage>;

/** The metadata by which a message of ours is found again. Everybody in the workspace may read it. */
export function markOf(nonce: string) {
  return { event_type: MARK, event_payload: { nonce } };
}

/**
 * Finds what an earlier attempt may have posted. A message is known by the nonce in its metadata; an uploaded file
 * takes no metadata and is known by its exact name and size, which are its edit's and take's own.
 * All methods throw ScreenError.
 */
export class Marks {
  readonly #web: WebClient;
  readonly #self: Identity;

  constructor(web: WebClient, self: Identity) {
    this.#web = web;
    this.#self = self;
  }

  /** @returns the `ts` of a message of the channel itself, written since then by our clock */
  async inChannel(channel: string, nonce: string, since?: Millis): Promise<string | null> {
    const pages = (cursor: { cursor?: string }) =>
      asked(
        'conversations.history',
        this.#web.conversations.history({
          channel,
          limit: PAGE,
          include_all_metadata: true,
          ...(since === undefined ? {} : { oldest: String((since - CLOCKS_DIFFER_MS) / 1_000) }),
          ...cursor,
        }),
      );
    return this.#find(pages, (message) => hasNonce(message, nonce));
  }

  async inThread(channel: string, thread: string, nonce: string): Promise<string | null> {
    return this.#find(this.#replies(channel, thread), (message) => hasNonce(message, nonce));
  }

  async file(
    channel: string,
    thread: string,
    wanted: { name: string; bytes: number },
  ): Promise<string | null> {
    return this.#find(this.#replies(channel, thread), (message) =>
      filesOf(message).some(({ name, size }) => name === wanted.name && size === wanted.bytes),
    );
  }

  #replies(channel: string, thread: string) {
    return (cursor: { cursor?: string }) =>
      asked(
        'conversations.replies',
        this.#web.conversations.replies({
          channel,
          ts: thread,
          limit: PAGE,
          include_all_metadata: true,
          ...cursor,
        }),
      );
  }

  async #find(read: Parameters<typeof messagePages>[0], is: (message: PostedMessage) => boolean) {
    for await (const messages of messagePages(read, MOST_PAGES)) {
      const posted = messages.flatMap((message) => postedMessage.safeParse(message).data ?? []);
      const found = posted.find((message) => this.#isOurs(message) && is(message));
      if (found) return found.ts;
    }
    return null;
  }

  /** Messages with uploads do not always name the bot, but always its user. */
  #isOurs({ bot_id, user }: PostedMessage): boolean {
    return bot_id === this.#self.bot || user === this.#self.user;
  }
}

function hasNonce({ metadata }: PostedMessage, nonce: string): boolean {
  return metadata?.event_type === MARK && metadata.event_payload?.nonce === nonce;
}
