import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock, Millis } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import { LATE_MS } from '../../core/edit/late.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { Identity } from './identity.ts';
import { readEvent } from './intake.ts';
import { memberChannels } from './member-channels.ts';
import { messagePages } from './message-pages.ts';
import { asked } from './slack-refusal.ts';

const PAGE = 100;
/** Of one thread or channel. */
const MOST_PAGES = 10;
/** Slack itself delivers again for about six minutes; after longer than this, nothing of what was missed comes by itself. */
const SHORT_MS = LATE_MS + 60_000;
const UNTOLD_WAIT_MS = 5_000;

interface CatchUpParts {
  desk: Desk;
  self: Identity;
  web: WebClient;
  clock: Clock;
  logger: Logger;
}

/**
 * Reads what was written since then in the threads and channels of recent edits, and after a long time in every
 * conversation that the bot is in, and asks for it. What was heard after
 * all has the same keys, and asks for nothing. Rejects when Slack or the desk cannot be reached: it is to be done again.
 */
export async function catchUp(
  { desk, self, web, clock, logger }: CatchUpParts,
  since: Millis,
): Promise<void> {
  const oldest = String(since / 1000);
  const hear = async (channel: string, messages: readonly object[]) => {
    for (const message of messages) {
      const ask = readEvent(asEvent(channel, message), self, 'late');
      if (ask && (await desk.ask(ask)).kind === 'accepted')
        logger.info({ channel }, 'caught up on a request');
    }
  };
  const threads = await desk.recentThreads('slack', since);
  for (const { channel, thread } of threads) {
    const said = await allOf((cursor) => {
      const question = { channel, ts: thread, oldest, limit: PAGE, ...cursor };
      return patiently(() => asked('conversations.replies', web.conversations.replies(question)));
    });
    await hear(channel, said);
  }
  const isLong = clock.now() - since > SHORT_MS;
  const everywhere = isLong ? await patiently(() => memberChannels(web)).catch(noneWhereNotLetIn) : [];
  for (const channel of new Set([...threads.map(({ channel }) => channel), ...everywhere])) {
    const said = await allOf((cursor) => {
      const question = { channel, oldest, limit: PAGE, ...cursor };
      return patiently(() => asked('conversations.history', web.conversations.history(question)));
    });
    await hear(channel, said.reverse());
  }
}

/** A message as the Events API would have told it; history does not name its own channel, and tells of later changes. */
function asEvent(channel: string, message: object): object {
  const ts = 'ts' in message ? String(message.ts) : '';
  const kind = channel.startsWith('D') ? 'im' : 'channel';
  return {
    event_id: `history:${channel}:${ts}`,
    event: { ...message, edited: undefined, type: 'message', channel, channel_type: kind },
  };
}

/** Nothing more of a channel that the bot was removed from, or that is gone. */
async function allOf(read: Parameters<typeof messagePages>[0]): Promise<object[]> {
  const all: object[] = [];
  try {
    for await (const messages of messagePages(read, MOST_PAGES)) all.push(...messages);
  } catch (error) {
    noneWhereNotLetIn(error);
  }
  return all;
}

/** @throws what may pass */
function noneWhereNotLetIn(error: unknown): [] {
  if (error instanceof ScreenError && !error.retryable) return [];
  throw error;
}

/** As often as Slack asks to wait: nobody waits for this, and begun anew it would come no further. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ScreenError) || error.code !== 'rate_limited') throw error;
      await pause(error.retryAfterMs ?? UNTOLD_WAIT_MS, undefined, { ref: false });
    }
  }
}
