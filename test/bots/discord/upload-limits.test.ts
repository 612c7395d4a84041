import { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import { UploadLimits } from '../../../src/bots/discord/upload-limits.ts';

const MB = 1_000_000;
const DAY_MS = 24 * 60 * 60_000;
const SERVER = '100000000000000300';
const place = { platform: 'discord', team: SERVER, channel: '1', thread: null, message: null };

function limits(configured?: number) {
  const clock = { time: 0, now: () => clock.time };
  return { clock, limits: new UploadLimits({ memory: new Keyv(), clock, configured }) };
}

it('is 10 MB until Discord says something, and in direct messages', async () => {
  const { limits: known } = limits();
  expect(await known.of(place)).toBe(10 * MB);
  await known.learn(SERVER, 50 * MB);
  expect(await known.of(place)).toBe(50 * MB);
  expect(await known.of({ ...place, team: '@me' })).toBe(10 * MB);
  expect(await known.of({ ...place, team: '100000000000000301' })).toBe(10 * MB);
});

it('is the smallest of a day, because some people may upload more than the bot', async () => {
  const { limits: known, clock } = limits();
  await known.learn(SERVER, 20 * MB);
  await known.learn(SERVER, 500 * MB);
  expect(await known.of(place)).toBe(20 * MB);
  clock.time = DAY_MS;
  await known.learn(SERVER, 100 * MB);
  expect(await known.of(place)).toBe(100 * MB);
});

it('is never less than 10 MB, and what the operator says where they say it', async () => {
  const { limits: known } = limits();
  await known.learn(SERVER, 8 * MB);
  await known.learn(null, 50 * MB);
  await known.learn(SERVER, undefined);
  expect(await known.of(place)).toBe(10 * MB);
  const { limits: configured } = limits(25 * MB);
  await configured.learn(SERVER, 50 * MB);
  expect(await configured.of(place)).toBe(25 * MB);
});

it('does without a memory that is away', async () => {
  const away = async () => {
    throw new Error('away');
  };
  const known = new UploadLimits({ memory: { get: away, set: away }, clock: { now: () => 0 } });
  await known.learn(SERVER, 50 * MB);
  expect(await known.of(place)).toBe(10 * MB);
});
