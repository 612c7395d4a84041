import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Segmind } from '../../../../src/core/providers/segmind.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { CREDITS } from './documented.ts';

let api: ScriptedApi;
let provider: Segmind;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Segmind({ apiKey: 'SG_secret', url: api.url, uploadUrl: api.url });
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

function balance(answer: Scripted) {
  api.answer = () => answer;
  return provider.balance(new AbortController().signal);
}

describe('the balance at Segmind', () => {
  it('is what was bought and what was given away, in dollars', async () => {
    expect(await balance({ body: CREDITS })).toBe(18_492);
    expect(await balance({ body: { credits: 12.34 } })).toBe(12_340_000);
    expect(api.seen.at(-1)).toMatchObject({
      method: 'GET',
      path: '/v1/get-user-credits',
      headers: { 'x-api-key': 'SG_secret' },
    });
  });

  it.each([
    ['401', { status: 401, body: { error: 'Invalid API key' } }, 'provider_access', false],
    ['406', { status: 406, body: {} }, 'provider_funds', false],
    ['429', { status: 429, body: {} }, 'provider_busy', true],
    ['503', { status: 503, body: '<h1>Unavailable</h1>' }, 'provider_down', true],
    ['another shape', { body: { balance: 1 } }, 'provider_failed', true],
  ] as const)('is not told by %s', async (_what, answer, code, retryable) => {
    await expect(balance(answer)).rejects.toMatchObject({ code, retryable });
  });
});
