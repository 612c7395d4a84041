import { SnowflakeUtil } from 'discord.js';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Pace } from '../../../src/bots/discord/pace.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';

const sent = async () => undefined;
const a = String(SnowflakeUtil.generate());
const b = String(SnowflakeUtil.generate());
const c = String(SnowflakeUtil.generate());

it('drops a heartbeat right after an edit or a post, never a change', async () => {
  const pace = new Pace();
  expect(await pace.run(a, 'change', sent)).toBe('shown');
  expect(await pace.run(a, 'heartbeat', sent)).toBe('skipped');
  expect(await pace.run(a, 'change', sent)).toBe('shown');
  pace.posted(b);
  expect(await pace.run(b, 'heartbeat', sent)).toBe('skipped');
  expect(await pace.run(c, 'heartbeat', sent)).toBe('shown');
});

it('never has two edits of one message on their way, and keeps changes in order', async () => {
  const pace = new Pace();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = pace.run(a, 'change', async () => {
    log.push('first leaves');
    await gate.promise;
    log.push('first arrives');
  });
  const second = pace.run(a, 'change', async () => void log.push('second'));
  expect(await pace.run(a, 'heartbeat', async () => void log.push('heartbeat'))).toBe('skipped');
  gate.resolve();
  expect(await Promise.all([first, second])).toEqual(['shown', 'shown']);
  expect(log).toEqual(['first leaves', 'first arrives', 'second']);
});

it('skips heartbeats for as long as Discord asks to wait, but tells of a change that did not go through', async () => {
  const pace = new Pace();
  const busy = new ScreenError('rate_limited', 'wait', { retryAfterMs: 600_000 });
  const refuse = () => Promise.reject(busy);
  expect(await pace.run(a, 'heartbeat', refuse)).toBe('skipped');
  expect(await pace.run(a, 'heartbeat', sent)).toBe('skipped');
  await expect(pace.run(a, 'change', refuse)).rejects.toBe(busy);
  expect(await pace.run(a, 'change', sent)).toBe('shown');
});

it('tells of any other failure, of heartbeats too, and goes on after it', async () => {
  const pace = new Pace();
  const gone = new ScreenError('gone', 'deleted');
  await expect(pace.run(a, 'heartbeat', () => Promise.reject(gone))).rejects.toBe(gone);
  expect(await pace.run(a, 'change', sent)).toBe('shown');
});

it('lets the clock of a message older than an hour move once a minute only', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const pace = new Pace();
  const old = String(SnowflakeUtil.generate({ timestamp: Date.now() - 61 * 60_000 }));
  expect(await pace.run(old, 'heartbeat', sent)).toBe('shown');
  vi.advanceTimersByTime(30_000);
  expect(await pace.run(old, 'heartbeat', sent)).toBe('skipped');
  vi.advanceTimersByTime(31_000);
  expect(await pace.run(old, 'heartbeat', sent)).toBe('shown');
});
