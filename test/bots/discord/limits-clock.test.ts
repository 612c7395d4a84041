import { REST, Routes } from 'discord.js';
import { afterEach, expect, it, vi } from 'vitest';
import { keepLimitsInStep } from '../../../src/bots/discord/limits-clock.ts';
import { scene } from './scene.ts';

/** More than Discord takes in a second. */
const MANY = 60;

afterEach(() => void vi.useRealTimers());

/** Asks, then the clock of the machine is set back by five hours, and it asks very often. */
async function askedWhileSetBack(isKept: boolean): Promise<PromiseSettledResult<unknown>[]> {
  const { discord } = await scene({ start: false });
  const rest = new REST({ api: discord.apiUrl, rejectOnRateLimit: () => true }).setToken(discord.token);
  if (isKept) rest.on('response', keepLimitsInStep(rest));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  await rest.get(Routes.currentApplication());
  vi.setSystemTime(Date.now() - 5 * 60 * 60_000);
  const answers: PromiseSettledResult<unknown>[] = [];
  for (let n = 0; n < MANY; n += 1) {
    answers.push(...(await Promise.allSettled([rest.get(Routes.currentApplication())])));
    vi.setSystemTime(Date.now() + 100);
  }
  return answers;
}

const refused = (answers: readonly PromiseSettledResult<unknown>[]) =>
  answers.filter(({ status }) => status === 'rejected').length;

it('asks Discord on when the clock of the machine was set back', async () => {
  expect(refused(await askedWhileSetBack(true))).toBe(0);
});

it('would refuse everything for hours without', async () => {
  expect(refused(await askedWhileSetBack(false))).toBeGreaterThan(0);
});
