import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission, VIDEO } from './a-submission.ts';

let api: ScriptedApi;
let provider: WaveSpeed;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new WaveSpeed({ apiKey: 'secret-key', url: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

const priced = (price: unknown, more: object = {}): Scripted => ({
  body: { code: 200, message: 'success', data: { model_id: 'm', price, ...more } },
});

/** Answers one price where the clip is named and another where it is left out. */
function price(withClip: Scripted, withoutClip: Scripted, clipMs = 8_000) {
  api.answer = ({ body }) => (body.includes(VIDEO) ? withClip : withoutClip);
  return provider.price(aSubmission({ clipMs }), new AbortController().signal);
}

describe('the live price at WaveSpeed', () => {
  it('is asked with the very inputs of the submission', async () => {
    await price(priced(2.88), priced(1.8));
    expect(api.asked('POST /api/v3/model/price').map(({ json }) => json)).toContainEqual({
      model_id: 'kwaivgi/kling-video-o3-pro/video-edit',
      inputs: { prompt: 'change the beer to a cola', video: VIDEO, images: [], keep_original_sound: true },
    });
  });

  it('is exact, whatever floats make of it', async () => {
    expect(await price(priced(1.08), priced(1.8), 3_000)).toBe(1_080_000);
    expect(await price(priced(8.4 * 0.36), priced(1.8), 8_400)).toBe(3_024_000);
  });

  it('is the discounted one where there is one', async () => {
    expect(await price(priced(2.88, { discounted_price: 2.592 }), priced(1.8))).toBe(2_592_000);
    expect(await price(priced(2.88, { discounted_price: 0 }), priced(1.8))).toBe(2_880_000);
    expect(await price(priced(2.88, { discounted_price: null }), priced(1.8))).toBe(2_880_000);
  });

  it.each([3_000, 3_900, 5_001, 8_000, 10_000])(
    'is not believed when a clip of %i ms costs just the base price',
    async (clipMs) => {
      expect(await price(priced(1.8), priced(1.8), clipMs)).toBeNull();
      // A cheaper rate than the listed one does not hide it.
      expect(await price(priced(0.84), priced(0.84), clipMs)).toBeNull();
    },
  );

  it.each([4_001, 5_000])('is believed when a clip of %i ms costs the base price', async (clipMs) => {
    expect(await price(priced(0.84), priced(0.84), clipMs)).toBe(840_000);
  });

  it('is compared with the listed base price where the live one is not told', async () => {
    const refusal = { status: 400, body: { code: 400, message: 'video is required' } };
    expect(await price(priced(2.88), refusal)).toBe(2_880_000);
    expect(await price(priced(1.8), refusal)).toBeNull();
  });

  const unusable: readonly [string, Scripted][] = [
    ['none', { body: { code: 200, data: {} } }],
    ['zero', priced(0)],
    ['negative', priced(-1)],
    ['a word', priced('cheap')],
    ['refused', { status: 404, body: { code: 404, message: 'Model not found' } }],
    ['refused to this key', { status: 403, body: { code: 403, message: 'role' } }],
  ];
  it.each(unusable)('is not known when it is %s', async (_what, answer) => {
    expect(await price(answer, priced(1.8))).toBeNull();
  });

  it.each([429, 500, 503])('may be asked again after %i', async (status) => {
    await expect(price({ status }, priced(1.8))).rejects.toMatchObject({ retryable: true, status });
  });
});

describe('the balance at WaveSpeed', () => {
  it.each([
    [100, 100_000_000],
    [0.07, 70_000],
    [-1.5, -1_500_000],
  ])('of %d dollars is %i micro-dollars', async (balance, expected) => {
    api.answer = () => ({ body: { code: 200, data: { balance, currency: 'USD' } } });
    expect(await provider.balance(new AbortController().signal)).toBe(expected);
  });

  it('is asked for again when the answer is nonsense', async () => {
    api.answer = () => ({ body: { code: 200, data: { balance: 'much' } } });
    await expect(provider.balance(new AbortController().signal)).rejects.toMatchObject({ retryable: true });
  });
});
