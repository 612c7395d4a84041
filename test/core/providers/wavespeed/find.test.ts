import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission, VIDEO } from './a-submission.ts';

const SINCE = Date.UTC(2026, 10, 22, 12);
const MODEL = 'kwaivgi/kling-video-o3-pro/video-edit';
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

const INPUTS = {
  prompt: aSubmission().prompt,
  video: VIDEO,
  images: aSubmission().inputs.imageUrls,
  keep_original_sound: aSubmission().keepSound,
};
const made = (id: string, inputs: object, second = 1) => ({
  id,
  model: MODEL,
  status: 'completed',
  created_at: new Date(SINCE + second * 1_000).toISOString(),
  inputs,
});
const other = (id: string) => made(id, { ...INPUTS, video: `${VIDEO}2` });
const pages = (...given: readonly (readonly object[])[]) => {
  api.answer = ({ json }) => {
    const { page } = json as { page: number };
    return { body: { code: 200, data: { page, items: given[page - 1] ?? [] } } };
  };
  return provider.find(aSubmission(), SINCE, new AbortController().signal);
};
const fullPage = Array.from({ length: 100 }, (_, index) => other(`p${index}`));

describe('looking for a lost submission at WaveSpeed', () => {
  it('asks for its model, around its time', async () => {
    await pages([]);
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({ method: 'POST', path: '/api/v3/predictions' });
    expect(api.seen[0]?.json).toEqual({
      page: 1,
      page_size: 100,
      model: MODEL,
      created_after: '2026-11-22T11:50:00.000Z',
      created_before: '2026-11-22T12:15:00.000Z',
    });
  });

  it.each(['inputs', 'input'])('knows it by all that was sent, told in `%s`', async (field) => {
    const own = { id: 'own', model: MODEL, [field]: { ...INPUTS, enable_sync_mode: false } };
    expect(await pages([other('a'), own, other('b')])).toEqual(['own']);
  });

  it.each([
    ['prompt', 'another'],
    ['video', `${VIDEO}2`],
    ['images', [`${VIDEO}.png`]],
    ['keep_original_sound', !INPUTS.keep_original_sound],
  ])('is not misled by one that differs in its %s', async (field, value) => {
    expect(await pages([made('near', { ...INPUTS, [field]: value })])).toEqual([]);
  });

  it('is not misled by another model', async () => {
    expect(await pages([{ ...made('near', INPUTS), model: 'another/model' }])).toEqual([]);
  });

  it('names those first that were made soonest after it left, and those made before it last', async () => {
    const times: [string, number][] = [
      ['later', 60],
      ['before', -30],
      ['soonest', 2],
      ['long before', -500],
    ];
    const items = times.map(([id, second]) => made(id, INPUTS, second));
    expect(await pages(items)).toEqual(['soonest', 'later', 'before', 'long before']);
  });

  it('turns all pages', async () => {
    const own = made('own', INPUTS);
    expect(await pages(fullPage, fullPage, [own])).toEqual(['own']);
    expect(api.seen).toHaveLength(3);
  });

  it('stops after a page that is not full, and after ten in any case', async () => {
    expect(await pages(fullPage, [other('a')])).toEqual([]);
    expect(api.seen).toHaveLength(2);
    api.seen.length = 0;
    expect(await pages(...Array.from({ length: 50 }, () => fullPage))).toEqual([]);
    expect(api.seen).toHaveLength(10);
  });

  it('does not guess, not even where only one prediction is in question', async () => {
    expect(await pages([{ id: 'only', model: MODEL, created_at: '2026-11-22T12:00:01Z' }])).toEqual([]);
    expect(await pages([{ id: 'only', model: MODEL, inputs: null }])).toEqual([]);
    expect(await pages([made('only', { video: VIDEO })])).toEqual([]);
    expect(await pages([made('only', { ...INPUTS, video: { url: VIDEO } })])).toEqual([]);
  });
});
