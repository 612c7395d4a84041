import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/wavespeed/switches.ts';
import { Caller, PRO } from './caller.ts';

describe('a submission to the WaveSpeed stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24 });
  });
  beforeEach(() => {
    caller.standIn.balanceMicros = 100_000_000;
    Object.assign(caller.standIn.switches, usualSwitches());
  });
  afterAll(() => caller.stop());

  it('is answered with exactly the documented shape', async () => {
    const { status, body } = await caller.submit(video, { images: [], keep_original_sound: false });
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 200,
      message: 'success',
      data: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        model: PRO,
        outputs: [],
        urls: { get: `${caller.standIn.url}/api/v3/predictions/${body.data.id}/result` },
        has_nsfw_contents: [],
        status: 'created',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        code: 0,
        error: '',
        executionTime: 0,
        timings: { inference: 0 },
      },
    });
    await caller.over(body.data.id);
  });

  it('keeps what it was sent, with the defaults of the model', async () => {
    const { body } = await caller.submit(video);
    expect(caller.standIn.predictions().at(-1)).toMatchObject({
      id: body.data.id,
      model: PRO,
      input: { prompt: 'make it dusk', video, images: [], keep_original_sound: true },
    });
    await caller.over(body.data.id);
  });

  it.each([
    ['no prompt', { prompt: undefined }, 'prompt'],
    ['an empty prompt', { prompt: '  ' }, 'prompt'],
    ['a prompt above 2,500 characters', { prompt: 'x'.repeat(2501) }, 'prompt'],
    ['no video', { video: undefined }, 'video'],
    ['a video that is no address', { video: 'clip.mp4' }, 'video'],
    ['five images', { images: Array(5).fill('http://127.0.0.1/a.png') }, 'images'],
    ['the sound wish as text', { keep_original_sound: 'true' }, 'keep_original_sound'],
    ['a field that does not exist', { keep_audio: true }, ''],
  ])('is refused with %s', async (_what, wrong, field) => {
    const before = caller.standIn.submissions;
    const { status, body } = await caller.submit(video, wrong);
    expect(status).toBe(400);
    expect(body).toEqual({ code: 400, message: expect.stringContaining(field) });
    expect(caller.standIn.submissions).toBe(before);
  });

  it('is refused when it is no JSON, or says that it is something else', async () => {
    expect((await caller.postText(`/api/v3/${PRO}`, '{"prompt":')).status).toBe(400);
    expect((await caller.postText(`/api/v3/${PRO}`, '{}', { 'content-type': 'text/plain' })).status).toBe(
      401,
    );
    const key = { authorization: `Bearer ${caller.standIn.apiKey}`, 'content-type': 'text/plain' };
    expect((await caller.postText(`/api/v3/${PRO}`, '{}', key)).status).toBe(400);
  });

  it('is refused without the key, to an unknown model, or with a webhook that is no address', async () => {
    expect(await caller.post(`/api/v3/${PRO}`, { prompt: 'x', video }, {})).toMatchObject({
      status: 401,
      body: { code: 401 },
    });
    expect(await caller.submit(video, {}, '/api/v3/kwaivgi/other')).toMatchObject({
      status: 404,
      body: { code: 404 },
    });
    expect((await caller.submit(video, {}, `/api/v3/${PRO}?webhook=nowhere`)).status).toBe(400);
  });

  it.each([402, 400, 403] as const)(
    'is refused by %i when the balance is below the price',
    async (status) => {
      const before = caller.standIn.submissions;
      caller.standIn.switches.needsFundsStatus = status;
      caller.standIn.balanceMicros = 1_079_999;
      const refused = await caller.submit(video);
      expect(refused).toMatchObject({
        status,
        body: { code: status, message: expect.stringMatching(/insufficient/i) },
      });
      expect(caller.standIn.submissions).toBe(before);
      caller.standIn.balanceMicros = 1_080_000;
      expect((await caller.outcome(video)).status).toBe('completed');
      expect(caller.standIn.balanceMicros).toBe(0);
    },
  );

  it('counts what is still being made against the balance', async () => {
    caller.standIn.switches.editMs = 300;
    caller.standIn.balanceMicros = 2_000_000;
    const first = await caller.submit(video);
    expect((await caller.submit(video)).status).toBe(402);
    await caller.over(first.body.data.id);
  });

  it('is refused above the number a minute allows', async () => {
    const already = caller.standIn.submissions;
    caller.standIn.switches.submissionsPerMinute = already + 1;
    const { body } = await caller.submit(video);
    expect(await caller.submit(video)).toMatchObject({ status: 429, body: { code: 429 } });
    await caller.over(body.data.id);
  });

  it('waits for the take in sync mode, and says so when it waited too long', async () => {
    const { body: done } = await caller.submit(video, { enable_sync_mode: true });
    expect(done.data).toMatchObject({ status: 'completed', outputs: [expect.any(String)] });
    Object.assign(caller.standIn.switches, { editMs: 400, syncMs: 20 });
    const { status, body } = await caller.submit(video, { enable_sync_mode: true });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      status: 'processing',
      code: 5004,
      error: expect.stringContaining('timed out'),
    });
    await caller.over(body.data.id);
  });
});
