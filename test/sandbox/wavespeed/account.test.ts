import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, PRO, STD } from './caller.ts';

describe('the account of the WaveSpeed stand-in', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await Caller.start({ balanceMicros: 12_340_000 });
  });
  afterAll(() => caller.stop());

  const small = { width: 720, height: 720, fps: 24 };
  const price = async (inputs: object, model = PRO) =>
    await caller.post('/api/v3/model/price', { model_id: model, inputs });

  it.each([
    [8.4, 3.024],
    [2.2, 1.08],
    [14, 3.6],
  ])('prices a clip of %d s at $%d, by the clip itself', async (seconds, dollars) => {
    const { status, body } = await price({ prompt: 'x', video: await caller.clip({ ...small, seconds }) });
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 200,
      message: 'success',
      data: { model_id: PRO, price: dollars, discounted_price: dollars, currency: 'USD' },
    });
  });

  it('prices the standard model by its own rate', async () => {
    const video = await caller.clip({ ...small, seconds: 5 });
    expect((await price({ video }, STD)).body.data).toMatchObject({ model_id: STD, price: 0.63 });
  });

  it('falls back to the base price without a word when the clip is missing', async () => {
    expect((await price({ prompt: 'x' })).body.data).toMatchObject({ price: 1.8 });
    expect((await price({ video: `${caller.standIn.url}/media/none/x.mp4` })).body.data).toMatchObject({
      price: 1.8,
    });
    expect((await price({}, 'kwaivgi/other')).status).toBe(404);
  });

  it('tells the balance, the models and the webhook secret, to whoever has the key', async () => {
    expect((await caller.get('/api/v3/balance')).body).toMatchObject({ code: 200, data: { balance: 12.34 } });
    expect((await caller.get('/api/v3/webhook/secret')).body.data).toEqual({
      secret: caller.standIn.webhookSecret,
    });
    const { data } = (await caller.get('/api/v3/models')).body;
    expect(data).toMatchObject([
      { model_id: PRO, base_price: 1.8, api_schema: { api_schemas: [{ api_path: `/api/v3/${PRO}` }] } },
      { model_id: STD },
      { model_id: 'kwaivgi/kling-v4.0/video-edit' },
      { model_id: 'decart/lucy-edit-dev' },
    ]);
    expect(data[0].api_schema.api_schemas[0].request_schema.required).toEqual(['prompt', 'video']);
    for (const address of ['balance', 'webhook/secret', 'models']) {
      expect((await caller.get(`/api/v3/${address}`, { authorization: 'Bearer of-another' })).status).toBe(
        401,
      );
    }
  });

  it('lists what was asked for, newest first, page by page, within a time', async () => {
    const video = await caller.clip({ ...small, seconds: 3 });
    const ids: string[] = [];
    for (const prompt of ['one', 'two', '[moderation]'])
      ids.push((await caller.outcome(video, { prompt })).id);
    const list = async (asked: object) => {
      const { data } = (await caller.post('/api/v3/predictions', asked)).body;
      return data.items.map((item: { id: string }) => item.id);
    };
    expect(await list({})).toEqual(ids.toReversed());
    expect(await list({ page: 2, page_size: 2 })).toEqual([ids[0]]);
    expect(await list({ status: 'failed' })).toEqual([ids[2]]);
    expect(await list({ model: STD })).toEqual([]);
    expect(await list({ created_after: new Date(Date.now() + 1000).toISOString() })).toEqual([]);
    expect(await list({ created_before: new Date(Date.now() - 60_000).toISOString() })).toEqual([]);
    expect((await caller.post('/api/v3/predictions', { page_size: 101 })).status).toBe(400);
    const { items } = (await caller.post('/api/v3/predictions', { page_size: 1 })).body.data;
    expect(items).toMatchObject([
      { id: ids[2], model: PRO, status: 'failed', inputs: { prompt: '[moderation]', video } },
    ]);
  });

  it('bills each completed prediction with what it cost', async () => {
    const video = await caller.clip({ ...small, seconds: 5 });
    const { id } = await caller.outcome(video);
    const { items } = (await caller.post('/api/v3/billings/search', { page: 1, page_size: 100 })).body.data;
    expect(items.at(-1)).toMatchObject({
      price: 1.8,
      prediction: { uuid: id },
      order: { price: 1.8, origin_price: 1.8 },
    });
    const later = { start_time: new Date(Date.now() + 1000).toISOString() };
    expect((await caller.post('/api/v3/billings/search', later)).body.data.items).toEqual([]);
  });
});
