import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/wavespeed/switches.ts';
import { Caller, PRO, STD } from './caller.ts';

describe('a prediction of the WaveSpeed stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24 });
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  it('goes from created over processing to completed, the same at both addresses', async () => {
    const seen: string[] = [];
    const stop = caller.standIn.onChange(({ status }) => seen.push(status));
    const polls = caller.standIn.polls;
    const { body } = await caller.submit(video);
    const done = await caller.over(body.data.id);
    stop();
    expect(seen).toEqual(['created', 'processing', 'completed']);
    expect(done).toMatchObject({
      id: body.data.id,
      status: 'completed',
      outputs: [`${caller.standIn.url}/outputs/${body.data.id}.mp4`],
      has_nsfw_contents: [false],
      code: 0,
      error: '',
      executionTime: expect.any(Number),
    });
    const long = await caller.get(`/api/v3/predictions/${body.data.id}/result`);
    const short = await caller.get(`/api/v3/predictions/${body.data.id}`);
    expect(short).toEqual(long);
    expect(long.body).toMatchObject({ code: 200, message: 'success' });
    expect(caller.standIn.polls).toBeGreaterThanOrEqual(polls + 3);
  });

  it('is unknown under an id that was never given', async () => {
    expect(await caller.get('/api/v3/predictions/abc/result')).toMatchObject({
      status: 404,
      body: { code: 404 },
    });
  });

  it('is charged when it completes, and only then', async () => {
    const { chargedMicros, balanceMicros } = caller.standIn;
    await caller.outcome(video, { prompt: 'no [moderation] please' });
    expect(caller.standIn.chargedMicros).toBe(chargedMicros);
    await caller.outcome(video);
    expect(caller.standIn.chargedMicros).toBe(chargedMicros + 1_080_000);
    expect(caller.standIn.balanceMicros).toBe(balanceMicros - 1_080_000);
  });

  it('takes as long as it is told to, for a single model too', async () => {
    caller.standIn.switches.editMs = 250;
    caller.standIn.switches.editMsOf[STD] = 600;
    expect((await caller.outcome(video)).executionTime).toBeGreaterThanOrEqual(249);
    const { body } = await caller.submit(video, {}, `/api/v3/${STD}`);
    expect((await caller.over(body.data.id)).executionTime).toBeGreaterThanOrEqual(599);
  });

  it('waits as created while three others are worked on', async () => {
    caller.standIn.switches.editMs = 400;
    const all = await Promise.all(Array.from({ length: 4 }, () => caller.submit(video)));
    const ids = all.map(({ body }) => body.data.id);
    const states = () =>
      caller.standIn
        .predictions()
        .filter(({ id }) => ids.includes(id))
        .map(({ status }) => status);
    await expect.poll(states).toEqual(['processing', 'processing', 'processing', 'created']);
    await Promise.all(ids.map((id) => caller.over(id)));
    expect(states()).toEqual(Array(4).fill('completed'));
  });

  it.each([
    ['[moderation]', { status: 'failed', code: 1200 }],
    ['[internal]', { status: 'failed', code: 5000 }],
    ['[unavailable]', { status: 'failed', code: 5003 }],
    ['[timeout]', { status: 'timeout' }],
    ['[cancelled]', { status: 'cancelled' }],
  ])('ends badly when its prompt says %s', async (word, ending) => {
    const done = await caller.outcome(video, { prompt: `make it dusk ${word}` });
    expect(done).toMatchObject({ ...ending, outputs: [] });
  });

  it('ends as it was told beforehand, once', async () => {
    caller.standIn.endNext({ status: 'failed', code: 1403, error: 'Task execution failed' });
    caller.standIn.endNext({ status: 'deleted' });
    expect(await caller.outcome(video)).toMatchObject({
      status: 'failed',
      code: 1403,
      error: 'Task execution failed',
    });
    expect(await caller.outcome(video)).toMatchObject({ status: 'deleted' });
    expect(await caller.outcome(video)).toMatchObject({ status: 'completed' });
  });

  it('can be stuck', async () => {
    const { body } = await caller.submit(video, { prompt: '[stuck]' });
    const status = async () => (await caller.get(`/api/v3/predictions/${body.data.id}`)).body.data.status;
    await expect.poll(status).toBe('processing');
  });

  it('says in any of the known ways whether the take is safe for work, and where it is', async () => {
    caller.standIn.switches.nsfw = true;
    expect((await caller.outcome(video)).has_nsfw_contents).toEqual([true]);
    caller.standIn.switches.nsfw = null;
    caller.standIn.switches.outputsAs = 'objects';
    const done = await caller.outcome(video);
    expect(done).toMatchObject({
      has_nsfw_contents: null,
      outputs: [{ url: expect.stringMatching(/\.mp4$/) }],
    });
  });

  it('has an output that anybody may fetch, in parts too, until it expires', async () => {
    const { outputs } = await caller.outcome(video);
    const [address] = outputs;
    const whole = await request(address);
    expect(whole.headers).toMatchObject({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes' });
    const bytes = Buffer.from(await whole.body.arrayBuffer());
    const part = await request(address, { headers: { range: 'bytes=4-7' } });
    expect([part.statusCode, await part.body.text()]).toEqual([206, bytes.toString('latin1', 4, 8)]);
    for (const status of [404, 410, 403] as const) {
      caller.standIn.switches.outputStatus = status;
      expect((await caller.get(address, {})).status).toBe(status);
    }
  });

  it('can be deleted once it is over, and is then listed no more', async () => {
    const { id, outputs } = await caller.outcome(video);
    const running = (await caller.submit(video, { prompt: '[stuck]' })).body.data.id;
    const { body } = await caller.post('/api/v3/predictions/delete', { ids: [id, running, 'unknown'] });
    expect(body).toMatchObject({ code: 200, data: { ids: [id] } });
    expect((await caller.get(`/api/v3/predictions/${id}`)).body.data).toMatchObject({
      status: 'deleted',
      outputs: [],
    });
    expect((await caller.get(outputs[0], {})).status).toBe(404);
    const listed = (await caller.post('/api/v3/predictions', {})).body.data.items;
    expect(listed.map((item: { id: string }) => item.id)).not.toContain(id);
  });

  it('fails with 1401 for a clip outside the limits, and nothing is charged', async () => {
    const { chargedMicros } = caller.standIn;
    const clip = await caller.clip({ seconds: 2.9, width: 720, height: 720, fps: 24, sound: false });
    const done = await caller.outcome(clip);
    expect(done).toMatchObject({ status: 'failed', code: 1401, error: expect.stringMatching(/duration/) });
    expect(caller.standIn.chargedMicros).toBe(chargedMicros);
  });

  it('fails with 1401 for text that calls itself a video', async () => {
    const text = await caller.upload(Buffer.from('This is no video at all, whatever its name says.'));
    expect(await caller.outcome(text)).toMatchObject({ status: 'failed', code: 1401 });
  });

  it('fails with 1402 for media that cannot be fetched, and never asks another machine', async () => {
    const missing = `${caller.standIn.url}/media/none/clip.mp4`;
    expect(await caller.outcome(missing)).toMatchObject({
      status: 'failed',
      code: 1402,
      error: expect.stringMatching(/video/),
    });
    expect(await caller.outcome('https://example.com/clip.mp4')).toMatchObject({
      status: 'failed',
      code: 1402,
    });
    expect(await caller.outcome(video, { images: [missing] })).toMatchObject({
      status: 'failed',
      code: 1402,
      error: 'Failed to download image from the provided URL.',
    });
  });

  it('takes images from 300 px on, and no text among them', async () => {
    const image = async (side: number) => {
      const png = await sharp({ create: { width: side, height: 300, channels: 3, background: 'red' } })
        .png()
        .toBuffer();
      return await caller.upload(png, 'a.png', 'image/png');
    };
    expect((await caller.outcome(video, { images: [await image(300)] })).status).toBe('completed');
    const small = await caller.outcome(video, { images: [await image(299)] });
    expect(small).toMatchObject({ status: 'failed', code: 1401, error: expect.stringMatching(/300/) });
    const text = await caller.upload(await readFile(import.meta.filename), 'a.png', 'image/png');
    expect(await caller.outcome(video, { images: [text] })).toMatchObject({ status: 'failed', code: 1401 });
  });

  it('belongs to a model by its id', async () => {
    expect((await caller.outcome(video)).model).toBe(PRO);
  });
});
