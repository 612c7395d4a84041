import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import { ScriptedApi } from '../http/scripted-api.ts';
import { falModel } from './a-submission.ts';
import { WEBHOOKS } from './documented.ts';

const { signal } = new AbortController();
const DAY_MS = 24 * 3_600_000;
let now = Date.UTC(2026, 10, 28);
let api: ScriptedApi;
let provider: Fal;
let keys = [generateKeyPairSync('ed25519')];

beforeAll(async () => {
  api = await ScriptedApi.start();
});
beforeEach(() => {
  api.seen.length = 0;
  api.answer = () => ({ body: { keys: keys.map(({ publicKey }) => publicKey.export({ format: 'jwk' })) } });
  const clock = { now: () => now };
  provider = new Fal({ apiKey: 'a:b', queueUrl: api.url, restUrl: api.url, clock });
});
afterAll(() => api.stop());

/** As https://docs.fal.ai/model-endpoints/webhooks says: over id, user, time and the hash of the body, line by line. */
function called(body: object, by: KeyObject | undefined) {
  const bytes = Buffer.from(JSON.stringify(body));
  const timestamp = String(Math.floor(now / 1_000));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const message = Buffer.from(['r-1', 'u-1', timestamp, digest].join('\n'));
  const headers: Record<string, string> = {
    'x-fal-webhook-request-id': 'r-1',
    'x-fal-webhook-user-id': 'u-1',
    'x-fal-webhook-timestamp': timestamp,
    'x-fal-webhook-signature': by ? sign(null, message, by).toString('hex') : '00'.repeat(64),
  };
  return { header: (name: string) => headers[name], body: bytes };
}
const read = (by = keys[0]?.privateKey, body: object = WEBHOOKS.ok) =>
  provider.readWebhook(called(body, by), falModel('kling-o3-pro'), signal);

it.each(['ok', 'error'] as const)('is understood as it is documented: %s', async (kind) => {
  expect(await read(keys[0]?.privateKey, WEBHOOKS[kind])).toEqual({
    id: 'r-1',
    predictionId: `fal-ai/kling-video/requests/${WEBHOOKS[kind].request_id}`,
  });
  await provider.close();
});

it('is judged by keys that are fetched once a day, from the documented place', async () => {
  for (let count = 0; count < 5; count += 1) expect(await read()).not.toBeNull();
  now += DAY_MS - 60_000;
  expect(await read()).not.toBeNull();
  expect(api.seen.map(({ path }) => path)).toEqual(['/.well-known/jwks.json']);
  now += 120_000;
  expect(await read()).not.toBeNull();
  expect(api.seen).toHaveLength(2);
  await provider.close();
});

it('is believed by a key that has replaced the kept one, and by each of several', async () => {
  expect(await read()).not.toBeNull();
  keys = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  now += 120_000;
  expect(await read(keys[1]?.privateKey)).not.toBeNull();
  expect(await read(keys[0]?.privateKey)).not.toBeNull();
  expect(api.seen).toHaveLength(2);
  await provider.close();
});

it('has its keys fetched anew at most once a minute, however many forged ones come at once', async () => {
  const forged = () => read(generateKeyPairSync('ed25519').privateKey);
  expect(await forged()).toBeNull();
  expect(api.seen).toHaveLength(1);
  now += 61_000;
  expect(await Promise.all(Array.from({ length: 20 }, forged))).toEqual(Array(20).fill(null));
  expect(api.seen).toHaveLength(2);
  await provider.close();
});
