import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOver } from '../../../src/sandbox/segmind/prediction.ts';
import { usualSwitches } from '../../../src/sandbox/segmind/switches.ts';
import { Caller } from './caller.ts';

const PRO_SECOND = 420_000;

describe('a submission to the Segmind stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24 });
  });
  beforeEach(async () => {
    Object.assign(caller.standIn.switches, usualSwitches());
    caller.standIn.balanceMicros = 100_000_000;
    // What runs is counted against the credits.
    await expect.poll(() => caller.standIn.predictions().every(isOver), { timeout: 20_000 }).toBe(true);
  });
  afterAll(() => caller.stop());

  it('is queued, with the addresses at which it is followed', async () => {
    const { status, body } = await caller.submit(video);
    const { url } = caller.standIn;
    expect(status).toBe(200);
    expect(body).toEqual({
      request_id: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      status: 'QUEUED',
      poll_url: `${url}/v1/requests/${body.request_id}`,
      status_url: `${url}/v2/requests/${body.request_id}/status`,
      response_url: `${url}/v2/requests/${body.request_id}`,
    });
  });

  it('may name addresses of somebody else, to mislead', async () => {
    caller.standIn.switches.namedOrigin = 'https://evil.example';
    const { body } = await caller.submit(video);
    expect(body.status_url).toMatch(/^https:\/\/evil\.example\/v2\/requests\//);
  });

  const wrong: readonly [string, object, RegExp][] = [
    ['without a prompt', { prompt: ' ' }, /prompt/],
    ['without a clip', { video_url: undefined }, /video_url/],
    ['with a clip that is no web address', { video_url: 'file:///a.mp4' }, /video_url/],
    ['with a field that is not there', { images: [] }, /images/],
    ['in a mode that is not there', { mode: '4k' }, /mode/],
    ['of a length that is not there', { duration: '16' }, /duration/],
    ['of a length as a number', { duration: 5 }, /duration/],
    ['of a shape that is not there', { aspect_ratio: '4:3' }, /aspect_ratio/],
    ['with five images', { image_urls: Array(5).fill('https://a.example/1.png') }, /image_urls/],
    ['with eleven elements', { elements: Array(11).fill({}) }, /elements/],
    [
      'with four views of an element',
      { elements: [{ reference_image_urls: Array(4).fill('https://a.example/1') }] },
      /elements/,
    ],
    ['that says "yes" of the sound', { keep_audio: 'yes' }, /keep_audio/],
  ];
  it.each(wrong)('is refused %s', async (_what, fields, complaint) => {
    const before = caller.standIn.submissions;
    const { status, body } = await caller.submit(video, fields);
    expect(status).toBe(400);
    expect(body.error).toMatch(complaint);
    expect(caller.standIn.submissions).toBe(before);
  });

  it('is refused for any other model, and without the key', async () => {
    expect(await caller.submit(video, {}, '/v2/kling-o9')).toMatchObject({
      status: 404,
      body: { error: expect.any(String) },
    });
    const bearer = { authorization: `Bearer ${caller.standIn.apiKey}` };
    expect(await caller.post('/v2/kling-o3-video2video-edit', {}, bearer)).toMatchObject({ status: 401 });
  });

  it.each([400, 402, 403, 406] as const)('is refused by %i when the credits do not reach', async (status) => {
    caller.standIn.switches.needsFundsStatus = status;
    caller.standIn.balanceMicros = 5 * PRO_SECOND - 1;
    const refused = await caller.submit(video);
    expect(refused).toMatchObject({ status, body: { error: expect.stringMatching(/credits/) } });
  });

  it('counts what runs already against the credits', async () => {
    caller.standIn.switches.editMs = 300;
    caller.standIn.balanceMicros = 7 * PRO_SECOND;
    const first = await caller.submit(video);
    expect((await caller.submit(video)).status).toBe(406);
    expect((await caller.over(first.body.request_id)).body.status).toBe('COMPLETED');
  });

  it.each([
    [{}, 5 * PRO_SECOND],
    [{ duration: '9' }, 9 * PRO_SECOND],
    [{ mode: 'std', duration: '3' }, 945_000],
    [{ mode: 'pro', duration: '15' }, 6_300_000],
  ])('%j is charged by mode and length, and only when it succeeds', async (fields, price) => {
    const { chargedMicros } = caller.standIn;
    await caller.outcome(video, { ...fields, prompt: '[moderation]' });
    expect(caller.standIn.chargedMicros).toBe(chargedMicros);
    await caller.outcome(video, fields);
    expect(caller.standIn.chargedMicros).toBe(chargedMicros + price);
    const { body } = await caller.get('/v1/get-user-credits');
    expect(body).toEqual({ credits: caller.standIn.balanceMicros / 1e6, 'free-credits': 0 });
  });

  it('is limited in its rate', async () => {
    caller.standIn.switches.submissionsPerMinute = 0;
    expect(await caller.submit(video)).toMatchObject({ status: 429 });
  });
});
