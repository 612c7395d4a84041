import { copyFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EditClip, editClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { usualSwitches } from '../../../src/sandbox/fal/switches.ts';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { APP, Caller, PRO, STD } from './caller.ts';

const SMALL = { seconds: 3, width: 720, height: 720, fps: 24, sound: false };
/** Edits wait here until it is opened. */
let gate = Promise.withResolvers<void>();
const gated: EditClip = async ({ clip, take }) => {
  await gate.promise;
  await copyFile(clip, take);
};
const hold = () => {
  gate = Promise.withResolvers();
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the queue of the fal stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start({ edit: gated });
    video = await caller.clip(SMALL);
  });
  beforeEach(() => {
    gate.resolve();
    Object.assign(caller.standIn.switches, usualSwitches());
  });
  afterAll(async () => {
    gate.resolve();
    await caller.stop();
  });

  it('takes a submission with addresses that leave the path behind the app out', async () => {
    const { status, body } = await caller.submit(video);
    expect(status).toBe(200);
    const request = `${caller.standIn.url}/${APP}/requests/${body.request_id}`;
    expect(body).toEqual({
      status: 'IN_QUEUE',
      request_id: expect.stringMatching(UUID),
      response_url: request,
      status_url: `${request}/status`,
      cancel_url: `${request}/cancel`,
      queue_position: 0,
    });
    await caller.over(body.request_id);
  });

  it('goes from IN_QUEUE over IN_PROGRESS to COMPLETED, with 202 until then', async () => {
    hold();
    caller.standIn.switches.concurrency = 1;
    const [first, second, third] = await Promise.all([0, 1, 2].map(() => caller.submit(video)));
    const look = async (of: typeof first) => await caller.get(of?.body.status_url);
    expect(await look(first)).toMatchObject({ status: 202, body: { status: 'IN_PROGRESS', logs: [] } });
    expect(await look(second)).toMatchObject({
      status: 202,
      body: { status: 'IN_QUEUE', queue_position: 0 },
    });
    expect(await look(third)).toMatchObject({ status: 202, body: { status: 'IN_QUEUE', queue_position: 1 } });
    expect(await caller.get(first?.body.response_url)).toMatchObject({ status: 400 });
    gate.resolve();
    const { status, result } = await caller.over(third?.body.request_id);
    expect(status).toMatchObject({
      status: 200,
      body: { status: 'COMPLETED', metrics: { inference_time: expect.any(Number) } },
    });
    expect(status.body).not.toHaveProperty('error');
    expect(result).toMatchObject({
      status: 200,
      body: { video: { content_type: 'video/mp4', file_name: 'output.mp4' } },
    });
  });

  it('takes as long as it is told to', async () => {
    caller.standIn.switches.editMs = 200;
    const began = Date.now();
    await caller.outcome(video);
    expect(Date.now() - began).toBeGreaterThanOrEqual(199);
  });

  it('works on two at once', async () => {
    hold();
    const ids = await Promise.all([0, 1, 2].map(async () => (await caller.submit(video)).body.request_id));
    const running = caller.standIn.predictions().filter(({ status }) => status === 'IN_PROGRESS');
    expect(running).toHaveLength(2);
    gate.resolve();
    await Promise.all(ids.map((id) => caller.over(id)));
  });

  it('serves a take that can be watched, in parts too, until it is gone', async () => {
    const { result } = await caller.outcome(video);
    const { url } = result.body.video;
    expect(await caller.send('GET', url, null, {})).toMatchObject({ status: 200 });
    const part = await caller.send('GET', url, null, { range: 'bytes=0-9' });
    expect(part).toMatchObject({ status: 206, headers: { 'content-length': '10' } });
    for (const gone of [403, 404, 410] as const) {
      caller.standIn.switches.outputStatus = gone;
      expect((await caller.get(url)).status).toBe(gone);
    }
  });

  it('charges the seconds of each take at the rate of its endpoint, and nothing else', async () => {
    const before = caller.standIn.chargedMicros;
    await caller.outcome(video);
    expect(caller.standIn.chargedMicros - before).toBe(1_008_000);
    const { body } = await caller.submit(video, {}, STD);
    await caller.over(body.request_id);
    expect(caller.standIn.chargedMicros - before).toBe(1_008_000 + 756_000);
    await caller.outcome(video, { prompt: '[internal]' });
    expect(caller.standIn.chargedMicros - before).toBe(1_764_000);
  });

  it('knows its requests only by their own app and id', async () => {
    const { body } = await caller.submit(video);
    const { request_id: id } = body;
    for (const address of [`/${PRO}/requests/${id}/status`, `/fal-ai/other/requests/${id}/status`])
      expect((await caller.get(address)).status).toBe(404);
    expect((await caller.get(`/${APP}/requests/none`)).status).toBe(404);
    expect((await caller.get(`/${APP}/requests/${id}/response`)).status).not.toBe(404);
    await caller.over(id);
  });

  it('can name the longer address of results', async () => {
    caller.standIn.switches.responseUrlEnd = '/response';
    const { body } = await caller.submit(video);
    expect(body.response_url).toMatch(/\/response$/);
    const { status } = await caller.over(body.request_id);
    expect(await caller.get(status.body.response_url)).toMatchObject({ body: { video: {} } });
  });

  it('wants the key, JSON, and an endpoint that there is', async () => {
    const body = JSON.stringify({ prompt: 'x', video_url: video });
    expect((await caller.send('POST', `/${PRO}`, body, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await caller.send('POST', `/${PRO}`, '{"prompt":')).status).toBe(400);
    expect((await caller.submit(video, {}, `${APP}/o3/other`)).status).toBe(404);
  });
});

describe('cancelling at the fal stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start({ edit: gated });
    caller.standIn.switches.concurrency = 1;
    video = await caller.clip(SMALL);
  });
  afterAll(async () => {
    gate.resolve();
    await caller.stop();
  });

  it('takes a request out that waits, tells one that runs, and comes too late for one that is over', async () => {
    hold();
    const [running, waiting] = [await caller.submit(video), await caller.submit(video)];
    const cancel = (of: typeof running) => caller.send('PUT', of.body.cancel_url);
    expect(await cancel(waiting)).toMatchObject({ status: 200, body: { status: 'OK' } });
    expect(await cancel(running)).toMatchObject({
      status: 202,
      body: { status: 'CANCELLATION_REQUESTED' },
    });
    const { status, result } = await caller.over(waiting.body.request_id);
    expect(status.body).toMatchObject({ error: expect.any(String), error_type: 'client_cancelled' });
    expect(result.status).toBe(499);
    gate.resolve();
    expect((await caller.over(running.body.request_id)).result.status).toBe(200);
    for (const over of [running, waiting])
      expect(await cancel(over)).toMatchObject({ status: 400, body: { status: 'ALREADY_COMPLETED' } });
    expect(await caller.send('PUT', `/${APP}/requests/none/cancel`)).toMatchObject({
      status: 404,
      body: { status: 'NOT_FOUND' },
    });
    expect(caller.standIn.chargedMicros).toBe(1_008_000);
  });
});

describe('the edits of the fal stand-in', () => {
  it('are real ones, of the same length', async () => {
    const caller = await Caller.start({ edit: editClip });
    try {
      const video = await caller.clip({ ...SMALL, sound: true });
      const { result } = await caller.outcome(video, { keep_audio: false });
      expect(result.status).toBe(200);
      const { id } = caller.standIn.predictions()[0] ?? {};
      const facts = await readMovie(`${caller.dir}/outputs/${id}.mp4`);
      expect(facts).toMatchObject({ container: 'mp4', hasSound: false });
      expect(facts.seconds).toBeCloseTo(3, 1);
    } finally {
      await caller.stop();
    }
  });
});
