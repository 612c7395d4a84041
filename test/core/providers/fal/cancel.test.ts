import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { ACCEPTED } from './documented.ts';

const ID = `fal-ai/kling-video/requests/${ACCEPTED.request_id}`;
let api: ScriptedApi;
let provider: Fal;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Fal({ apiKey: 'an-id:a-secret', queueUrl: api.url, restUrl: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

const cancel = (answer: Scripted) => {
  api.answer = () => answer;
  return provider.cancel(ID, new AbortController().signal);
};

describe('cancelling at fal', () => {
  it('puts to the address of the request, with the key', async () => {
    await cancel({ body: { status: 'OK' } });
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({
      method: 'PUT',
      path: `/${ID}/cancel`,
      headers: { authorization: 'Key an-id:a-secret' },
    });
  });

  it.each([
    ['cancelled', 200, { status: 'OK' }],
    ['asked', 202, { status: 'CANCELLATION_REQUESTED' }],
    ['too_late', 400, { status: 'ALREADY_COMPLETED' }],
    ['unknown', 404, { status: 'NOT_FOUND' }],
    ['unknown', 404, { detail: 'Request not found' }],
  ])('is "%s" after %i %j', async (outcome, status, body) => {
    expect(await cancel({ status, body })).toBe(outcome);
  });

  it.each([
    [{ body: { status: 'SOMETHING_NEW' } }, { code: 'provider_failed', retryable: true }],
    [
      { status: 500, body: { status: 'OK' } },
      { code: 'provider_down', retryable: true },
    ],
    [{ status: 401 }, { code: 'provider_access', retryable: false }],
  ])('is not known to have worked after %j', async (answer, error) => {
    await expect(cancel(answer)).rejects.toMatchObject(error);
  });
});
