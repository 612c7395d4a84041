import { SnowflakeUtil } from 'discord.js';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import type { Channels } from './channels.ts';
import type { ChatMessage } from './chat-message.ts';
import type { Listener } from './listener.ts';
import { isDirect, PLATFORM } from './place.ts';
import { loggable } from './refusal.ts';

/** What is older than this was meant for that day. */
const BACK_MS = 15 * 60_000;
const PAGE = 100;
/** Of one thread or channel in that time. */
const MOST_PAGES = 10;

interface CatchUpParts {
  desk: Desk;
  channels: Channels;
  listener: Listener;
  /** The bot's own id. */
  self: string | undefined;
  logger: Logger;
}

/**
 * Reads what was written in the threads and channels of recent edits while nobody listened: Discord tells a new
 * connection nothing of it. What was heard after all has the same key, and asks for nothing; and whom the bot has told to
 * ask again is not to get both. Never rejects.
 */
export async function catchUp({ desk, channels, listener, self, logger }: CatchUpParts): Promise<void> {
  const oldest = SnowflakeUtil.generate({ timestamp: Date.now() - BACK_MS }).toString();
  try {
    const threads = await desk.recentThreads(PLATFORM);
    const places = new Map(
      threads.flatMap((place) => [[place.channel, place] as const, [place.thread, place] as const]),
    );
    for (const [channel, place] of places) {
      const guild = isDirect(place) ? {} : { guild_id: place.team };
      const written = await Array.fromAsync(writtenSince(channels, channel, oldest));
      const answered = new Set(written.flatMap((message) => repliedTo(message, self)));
      for (const message of written) {
        if (!answered.has(message.id)) await listener.hear({ ...message, ...guild });
      }
    }
  } catch (error) {
    logger.warn(loggable(error), 'could not catch up on what was written meanwhile');
  }
}

function repliedTo({ author, message_reference }: ChatMessage, self: string | undefined): string[] {
  const to = message_reference?.message_id;
  return author.id === self && to !== undefined ? [to] : [];
}

/** The oldest first. */
async function* writtenSince(channels: Channels, channel: string, oldest: string) {
  let after = oldest;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    // A place that is gone, or that the bot may not see any more.
    const messages = await channels.since(channel, after, PAGE).catch(() => []);
    yield* messages.toReversed();
    const [newest] = messages;
    if (!newest || messages.length < PAGE) return;
    after = newest.id;
  }
}
