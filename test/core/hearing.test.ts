import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Millis } from '../../src/core/clock.ts';
import { MOST_BACK_MS } from '../../src/core/hearing.ts';
import { aHearing, MemoryMarks } from './a-hearing.ts';

const NOW = Date.UTC(2026, 10, 28, 9);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** A bot that hears or does not, and writes down since when it was made to read. */
async function aBot({ heardAt, fails = 0 }: { heardAt?: Millis; fails?: number } = {}) {
  const marks = new MemoryMarks();
  if (heardAt !== undefined) await marks.write('chat', heardAt);
  const bot = { hears: true, fails, read: [] as Millis[], marks };
  const hearing = aHearing(marks);
  hearing.start({
    hears: () => bot.hears,
    read: async (since) => {
      bot.read.push(since);
      bot.fails -= 1;
      if (bot.fails >= 0) throw new Error('away');
    },
  });
  return { ...bot, bot, hearing };
}

it('reads from when everything was last heard, also before the bot was stopped', async () => {
  const { hearing, bot, marks } = await aBot({ heardAt: NOW - 20 * HOUR_MS });
  hearing.returned();
  await vi.advanceTimersByTimeAsync(0);
  expect(bot.read).toEqual([NOW - 20 * HOUR_MS]);
  expect(await marks.read('chat')).toBe(NOW);
});

it.each([
  ['a quarter of an hour where it was heard just now', NOW, NOW - 15 * MINUTE_MS],
  ['a quarter of an hour where nobody knows', undefined, NOW - 15 * MINUTE_MS],
  ['no longer than a weekend', NOW - 30 * 24 * HOUR_MS, NOW - MOST_BACK_MS],
])('reads %s', async (_what, heardAt, since) => {
  const { hearing, bot } = await aBot(heardAt === undefined ? {} : { heardAt });
  hearing.returned();
  await vi.advanceTimersByTimeAsync(0);
  expect(bot.read).toEqual([since]);
});

it('reads again until it has worked, and takes nothing as heard before that', async () => {
  const heardAt = NOW - 2 * HOUR_MS;
  const { hearing, bot, marks } = await aBot({ heardAt, fails: 5 });
  hearing.returned();
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  expect(await marks.read('chat')).toBe(heardAt);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(bot.read).toEqual(Array.from({ length: 6 }, () => heardAt));
  expect(await marks.read('chat')).toBeGreaterThan(NOW);
});

it('moves on while the bot hears, and stands still while it does not', async () => {
  const { hearing, bot, marks } = await aBot();
  hearing.returned();
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(await marks.read('chat')).toBe(NOW + 9 * MINUTE_MS);
  bot.hears = false;
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect(await marks.read('chat')).toBe(NOW + 9 * MINUTE_MS);
  bot.hears = true;
  hearing.returned();
  await vi.advanceTimersByTimeAsync(0);
  expect(bot.read.at(-1)).toBe(NOW + 9 * MINUTE_MS);
});

it('a connection that was replaced between two looks does not count as one that heard all the time', async () => {
  const { hearing, bot, marks } = await aBot({ fails: 1 });
  await vi.advanceTimersByTimeAsync(1.5 * MINUTE_MS);
  hearing.returned();
  await vi.advanceTimersByTimeAsync(0);
  expect(bot.read).toHaveLength(1);
  expect(await marks.read('chat')).toBe(null);
});

it('reads nothing more once the bot is stopped', async () => {
  const { hearing, bot } = await aBot({ fails: 100 });
  hearing.returned();
  await vi.advanceTimersByTimeAsync(0);
  hearing.stop();
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(bot.read).toHaveLength(1);
});
