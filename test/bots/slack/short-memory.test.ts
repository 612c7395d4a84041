import { expect, test } from 'vitest';
import { ShortMemory } from '../../../src/bots/slack/short-memory.ts';

function memory(forMs: number) {
  const clock = { time: 1_000, now: () => clock.time };
  return { clock, memory: new ShortMemory<number>(clock, forMs) };
}

test('many who ask at once share one answer, until it is old', async () => {
  const { clock, memory: remembered } = memory(100);
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  expect(await Promise.all([remembered.get('a', ask), remembered.get('a', ask)])).toEqual([1, 1]);
  expect(await remembered.get('b', ask)).toBe(2);
  clock.time += 100;
  expect(await remembered.get('a', ask)).toBe(3);
});

test('a failure is not remembered', async () => {
  const { memory: remembered } = memory(100);
  await expect(remembered.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await remembered.get('a', async () => 1)).toBe(1);
});

test('it never holds more than a thousand answers', async () => {
  const { memory: remembered } = memory(100);
  for (let key = 0; key < 1_001; key += 1) await remembered.get(String(key), async () => key);
  expect(await remembered.get('0', async () => -1)).toBe(-1);
  expect(await remembered.get('1000', async () => -1)).toBe(1_000);
});
