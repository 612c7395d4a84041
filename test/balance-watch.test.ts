import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, it } from 'vitest';
import { watchBalances } from '../src/balance-watch.ts';
import { formatDollars, parseDollars } from '../src/core/money/micros.ts';
import { Fal } from '../src/core/providers/fal.ts';
import { WaveSpeed } from '../src/core/providers/wavespeed.ts';
import { WaveSpeedStandIn } from '../src/sandbox/wavespeed/stand-in.ts';

it('warns once when the funds at a provider run out, and again when they do so anew', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'recut-balance-'));
  const service = await WaveSpeedStandIn.start({ dir });
  const wavespeed = new WaveSpeed({ apiKey: service.apiKey, url: service.url });
  const silent = new Fal({ apiKey: 'k', queueUrl: service.url, restUrl: service.url });
  const warnings: string[] = [];
  const told: number[] = [];
  const seen: string[] = [];
  const log = new Writable({
    write(line, _encoding, done) {
      const { level, msg, left } = JSON.parse(String(line));
      if (level === 40) warnings.push(`${msg} (${left})`);
      done();
    },
  });
  const stop = watchBalances({
    providers: [wavespeed, silent],
    low: parseDollars('10'),
    told: (provider, balance) => provider === 'wavespeed' && told.push(balance),
    fell: async ({ title }, left) => void seen.push(`${title} ${formatDollars(left)}`),
    rose: async (provider) => void seen.push(`${provider} rose`),
    logger: pino(log),
    everyMs: 20,
  });
  const looks = async (count: number) => {
    const before = told.length;
    await expect.poll(() => told.length).toBeGreaterThan(before + count);
  };
  await looks(2);
  expect(warnings).toEqual([]);
  service.balanceMicros = 9_990_000;
  await looks(3);
  expect(warnings).toEqual(['WaveSpeedAI is running out of funds: top it up ($9.99)']);
  service.balanceMicros = 50_000_000;
  await looks(2);
  service.balanceMicros = 1_000_000;
  await looks(3);
  expect(warnings).toHaveLength(2);
  expect([...new Set(seen)]).toEqual(['wavespeed rose', 'WaveSpeedAI $9.99', 'WaveSpeedAI $1.00']);
  stop();
  await Promise.all([wavespeed.close(), silent.close()]);
  await service.stop();
  await rm(dir, { recursive: true });
});
