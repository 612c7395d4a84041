import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { Identity } from './identity.ts';
import { readEvent } from './intake.ts';
import { messagePages } from './message-pages.ts';
import { asked } from './slack-refusal.ts';

/** Slack itself delivers again for about six minutes; what is older than this was meant for that day. */
const BACK_MS = 15 * 60_000;
const PAGE = 100;
/** Of one thread or channel in that time. */
const MOST_PAGES = 10;

interface CatchUpParts {
  desk: Desk;
  self: Identity;
  web: WebClient;
  clock: Clock;
  logger: Logger;
}

/**
 * Reads what was written in the threads and channels of recent edits while nobody listened, and asks for it. What was
 * heard after all has the same keys, and asks for nothing. Never rejects: this is the second chance, not the first.
 */
export async function catchUp({ desk, self, web, clock, logger }: CatchUpParts): Promise<void> {
  const oldest = String((clock.now() - BACK_MS) / 1000);
  const hear = async (channel: string, messages: readonly object[]) => {
    for (const message of messages) {
      const ask = readEvent(asEvent(channel, message), self);
      if (ask && (await desk.ask(ask)).kind === 'accepted')
        logger.info({ channel }, 'caught up on a request');
    }
  };
  try {
    const threads = await desk.recentThreads('slack');
    for (const { channel, thread } of threads) {
      const said = await allOf((cursor) => {
        const question = { channel, ts: thread, oldest, limit: PAGE, ...cursor };
        return asked('conversations.replies', web.conversations.replies(question));
      });
      await hear(channel, said);
    }
    for (const channel of new Set(threads.map(({ channel }) => channel))) {
      const said = await allOf((cursor) => {
        const question = { channel, oldest, limit: PAGE, ...cursor };
        return asked('conversations.history', web.conversations.history(question));
      });
      await hear(channel, said.reverse());
    }
  } catch (error) {
    logger.warn({ err: error }, 'could not catch up on what was written meanwhile');
  }
}

/** A message as the Events API would have told it; history does not name its own channel. */
function asEvent(channel: string, message: object): object {
  const ts = 'ts' in message ? String(message.ts) : '';
  const kind = channel.startsWith('D') ? 'im' : 'channel';
  return {
    event_id: `history:${channel}:${ts}`,
    event: { ...message, type: 'message', channel, channel_type: kind },
  };
}

/** Nothing more of a channel that the bot was removed from, or that is gone. */
async function allOf(read: Parameters<typeof messagePages>[0]): Promise<object[]> {
  const all: object[] = [];
  try {
    for await (const messages of messagePages(read, MOST_PAGES)) all.push(...messages);
  } catch (error) {
    if (!(error instanceof ScreenError)) throw error;
  }
  return all;
}
