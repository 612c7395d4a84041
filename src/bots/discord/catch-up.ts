import { SnowflakeUtil } from 'discord.js';
import type { Millis } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { Channels } from './channels.ts';
import type { ChatMessage } from './chat-message.ts';
import type { Earshot } from './earshot.ts';
import type { Listener } from './listener.ts';
import { isDirect, PLATFORM } from './place.ts';

const PAGE = 100;
/** Of one thread or channel. */
const MOST_PAGES = 10;

interface CatchUpParts {
  desk: Desk;
  channels: Channels;
  listener: Listener;
  earshot: Earshot;
}

/**
 * Reads what was written since then: Discord tells a new connection nothing of it, but in which channels something was;
 * threads of recent edits may be closed, and direct conversations are not among them. What was heard after all has the same key, and asks for nothing; and whom the bot has told to ask again is not to
 * get both. Rejects when Discord or the desk cannot be reached: it is to be done again.
 */
export async function catchUp(
  { desk, channels, listener, earshot }: CatchUpParts,
  since: Millis,
): Promise<void> {
  const oldest = SnowflakeUtil.generate({ timestamp: since }).toString();
  const threads = (await desk.recentThreads(PLATFORM, since)).filter((place) => earshot.covers(place));
  const teams = new Map([
    ...threads.flatMap(({ channel, thread, team }) => [[channel, team] as const, [thread, team] as const]),
    ...earshot.livelySince(oldest).map(({ id, team }) => [id, team] as const),
  ]);
  for (const [channel, team] of teams) {
    const guild = isDirect({ team }) ? {} : { guild_id: team };
    const written = await Array.fromAsync(writtenSince(channels, channel, oldest));
    const answered = new Set(written.flatMap((message) => repliedTo(message, earshot.self)));
    for (const message of written) {
      if (!answered.has(message.id)) await listener.hearLate({ ...message, ...guild });
    }
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
    const messages = await channels.since(channel, after, PAGE).catch(noneOfWhatIsGone);
    yield* messages.toReversed();
    const [newest] = messages;
    if (!newest || messages.length < PAGE) return;
    after = newest.id;
  }
}

/** A place that is gone, or that the bot may not see any more. */
function noneOfWhatIsGone(error: unknown): [] {
  if (error instanceof ScreenError && !error.retryable) return [];
  throw error;
}
