import { beforeEach, describe, expect, it } from 'vitest';
import { Breaker } from '../../../src/core/providers/breaker.ts';
import { guarded } from '../../../src/core/providers/guarded.ts';
import type { Provider, Submission } from '../../../src/core/providers/provider.ts';
import { ProviderError, type ProviderErrorCode } from '../../../src/core/providers/provider-error.ts';

describe('the circuit breaker of a provider', () => {
  let now: number;
  let calls: number;
  let breaker: Breaker;

  beforeEach(() => {
    now = 0;
    calls = 0;
    breaker = new Breaker('WaveSpeedAI', { now: () => now });
  });

  const fail = (code: ProviderErrorCode = 'provider_down') =>
    breaker
      .through(async () => {
        calls += 1;
        throw new ProviderError(code, 'no');
      })
      .catch((error: ProviderError) => error);
  const succeed = () =>
    breaker.through(async () => {
      calls += 1;
      return 'fine';
    });
  const open = async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await fail();
    calls = 0;
  };

  it('opens after five failures in a row, and then fails at once, saying until when', async () => {
    await open();
    expect(await fail()).toMatchObject({ code: 'provider_down', retryable: true, retryAfterMs: 15_000 });
    await expect(succeed()).rejects.toMatchObject({ code: 'provider_down' });
    expect(calls).toBe(0);
  });

  it('stays closed while anything gets through, even a refusal', async () => {
    for (let round = 0; round < 10; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await fail();
      await (round % 2 ? succeed() : fail('provider_funds'));
    }
    expect(breaker.waitMs).toBe(0);
  });

  it('lets one call try when the pause is over, and closes when that succeeds', async () => {
    await open();
    now = 15_000;
    const { promise, resolve } = Promise.withResolvers<string>();
    const trial = breaker.through(() => promise);
    await fail();
    expect(calls).toBe(0);
    resolve('fine');
    expect(await trial).toBe('fine');
    expect(await succeed()).toBe('fine');
    expect(breaker.waitMs).toBe(0);
  });

  it('pauses twice as long each time that fails, up to two minutes', async () => {
    await open();
    const pauses: number[] = [];
    for (let trial = 0; trial < 5; trial += 1) {
      pauses.push(breaker.waitMs);
      now += breaker.waitMs;
      await fail();
    }
    expect(pauses).toEqual([15_000, 30_000, 60_000, 120_000, 120_000]);
  });

  it('is not kept by a call that was only stopped', async () => {
    await open();
    now = 15_000;
    const stopped = breaker.through(() => Promise.reject(new Error('shutting down')));
    await expect(stopped).rejects.toThrow('shutting down');
    expect(await succeed()).toBe('fine');
  });

  it('keeps submissions from leaving while it is open: they surely did not arrive', async () => {
    const provider = { name: 'wavespeed', title: 'WaveSpeedAI', submit: async () => succeed() };
    const safe = guarded(provider as unknown as Provider, breaker);
    await open();
    const outcome = await safe.submit({} as Submission, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'not_delivered', retryAfterMs: 15_000 });
    expect(calls).toBe(0);
  });
});
