import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { usualSwitches } from '../../../src/sandbox/segmind/switches.ts';
import { Caller } from './caller.ts';

describe('a request of the Segmind stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24 });
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  it('is queued, worked on and completed, and then has its output at the other address', async () => {
    const seen: string[] = [];
    const stop = caller.standIn.onChange(({ status }) => seen.push(status));
    const { polls } = caller.standIn;
    const { body } = await caller.outcome(video);
    stop();
    expect(seen).toEqual(['QUEUED', 'PROCESSING', 'COMPLETED']);
    const output = `${caller.standIn.url}/outputs/${body.request_id}.mp4`;
    expect(body).toEqual({
      status: 'COMPLETED',
      request_id: body.request_id,
      error: null,
      metrics: { inference_time: expect.any(Number), cost: 2.1 },
      video: { url: output, content_type: 'video/mp4', file_name: 'output.mp4' },
      output,
    });
    expect((await caller.get(`/v2/requests/${body.request_id}/status`)).body).not.toHaveProperty('output');
    expect(caller.standIn.polls).toBeGreaterThanOrEqual(polls + 3);
    const take = await request(output);
    expect(take.statusCode).toBe(200);
    expect(Buffer.from(await take.body.arrayBuffer()).equals(await served(video))).toBe(true);
  });

  async function served(address: string): Promise<Buffer> {
    return Buffer.from(await (await request(address)).body.arrayBuffer());
  }

  it.each([
    ['string', { output: expect.stringMatching(/^http/) }],
    ['url', { output: { url: expect.stringMatching(/^http/) } }],
    ['video_url', { output: { video_url: expect.stringMatching(/^http/) } }],
    ['video', { output: { video: { url: expect.stringMatching(/^http/) } } }],
    ['list', { output: [{ url: expect.stringMatching(/^http/) }] }],
  ] as const)('gives its output as %s', async (shape, result) => {
    caller.standIn.switches.outputAs = shape;
    expect((await caller.outcome(video)).body).toMatchObject(result);
  });

  it.each([422, 200] as const)('that failed says so with %i at both addresses', async (status) => {
    caller.standIn.switches.failedStatus = status;
    caller.standIn.endNext({ kind: 'failed', error: 'Validation error in the worker' });
    const result = await caller.outcome(video);
    const failed = { status: 'FAILED', error: 'Validation error in the worker' };
    expect(result).toMatchObject({ status, body: failed });
    const { request_id: id } = result.body;
    expect(await caller.get(`/v2/requests/${id}/status`)).toMatchObject({ status, body: failed });
  });

  it.each([
    ['[moderation]', /moderation/],
    ['[internal]', /Internal/],
    ['[unavailable]', /unavailable/],
    ['[timeout]', /timed out/],
    ['[cancelled]', /cancelled/],
  ])('fails when its prompt says %s', async (word, error) => {
    const { body } = await caller.outcome(video, { prompt: `make it dusk ${word}` });
    expect(body).toMatchObject({ status: 'FAILED', error: expect.stringMatching(error) });
  });

  it('can be stuck', async () => {
    const { body } = await caller.submit(video, { prompt: '[stuck]' });
    const status = async () => (await caller.get(`/v2/requests/${body.request_id}/status`)).body.status;
    await expect.poll(status, { timeout: 5_000 }).toBe('PROCESSING');
  });

  it('waits as QUEUED while three others are worked on', async () => {
    caller.standIn.switches.editMs = 400;
    const all = await Promise.all(Array.from({ length: 4 }, () => caller.submit(video)));
    const ids = all.map(({ body }) => body.request_id);
    const states = () =>
      caller.standIn
        .predictions()
        .filter(({ id }) => ids.includes(id))
        .map(({ status }) => status);
    await expect
      .poll(states, { timeout: 5_000 })
      .toEqual(['PROCESSING', 'PROCESSING', 'PROCESSING', 'QUEUED']);
    await Promise.all(ids.map((id) => caller.over(id)));
    expect(states()).toEqual(Array(4).fill('COMPLETED'));
  });

  it('is forgotten after its time, and was never known under another id', async () => {
    const { body } = await caller.outcome(video);
    caller.standIn.switches.keptMs = -1;
    for (const id of [body.request_id, 'abc']) {
      expect(await caller.get(`/v2/requests/${id}/status`)).toMatchObject({ status: 404 });
      expect(await caller.get(`/v2/requests/${id}`)).toMatchObject({ status: 404 });
    }
  });

  it.each([403, 404, 410] as const)('may have lost its output, told by %i', async (status) => {
    const { body } = await caller.outcome(video);
    caller.standIn.switches.outputStatus = status;
    expect((await caller.get(body.output, {})).status).toBe(status);
  });

  it.each([
    ['a clip of 2 s', { seconds: 2, width: 720, height: 720, fps: 24 }, /between 3 and 15 seconds/],
    ['a small clip', { seconds: 3, width: 640, height: 480, fps: 24 }, /width and height/],
  ])('fails for %s', async (_what, wanted, error) => {
    const { body } = await caller.outcome(await caller.clip(wanted));
    expect(body).toMatchObject({ status: 'FAILED', error: expect.stringMatching(error) });
  });

  it('takes a clip of 12 s', async () => {
    const long = await caller.clip({ seconds: 12, width: 720, height: 720, fps: 24, sound: false });
    expect((await caller.outcome(long, { duration: '12' })).body.status).toBe('COMPLETED');
  });

  it('fails for a clip or an image that cannot be fetched', async () => {
    const nowhere = `${caller.standIn.url}/assets/none`;
    const downloaded = expect.stringMatching(/^Failed to download/);
    expect((await caller.outcome(nowhere)).body).toMatchObject({ status: 'FAILED', error: downloaded });
    const result = await caller.outcome(video, { image_urls: [nowhere] });
    expect(result.body).toMatchObject({ status: 'FAILED', error: downloaded });
    const elements = [{ frontal_image_url: nowhere }];
    expect((await caller.outcome(video, { elements })).body.status).toBe('FAILED');
  });
});

describe('the edits of the Segmind stand-in', () => {
  it('are real ones', async () => {
    const caller = await Caller.start({ edit: editClip });
    const file = path.join(caller.dir, 'bright.mp4');
    await makeClip({ path: file, seconds: 3, width: 720, height: 720, fps: 24 });
    const video = await caller.upload(await readFile(file));
    const png = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const image = await caller.upload(png, 'image/png');
    const { body } = await caller.outcome(video, {
      prompt: 'make it night, like @Image1',
      image_urls: [image],
      keep_audio: false,
    });
    expect(body.status).toBe('COMPLETED');
    const take = path.join(caller.dir, 'outputs', `${body.request_id}.mp4`);
    expect(await readMovie(take)).toMatchObject({ container: 'mp4', width: 720, hasSound: false });
    expect((await readFile(take)).equals(await readFile(file))).toBe(false);
    await caller.stop();
  });

  it('stop with the stand-in', async () => {
    const caller = await Caller.start({ editMs: 60_000 });
    const video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24 });
    await caller.submit(video);
    await expect.poll(() => caller.standIn.predictions()[0]?.status, { timeout: 5_000 }).toBe('PROCESSING');
    await caller.stop();
    await expect(request(caller.standIn.url)).rejects.toThrow();
  });
});
