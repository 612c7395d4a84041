import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Segmind } from '../../../../src/core/providers/segmind.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission, modelNamed, VIDEO } from './a-submission.ts';
import { ACCEPTED, PARAMETERS, SUBMISSION, WITH_ELEMENTS } from './documented.ts';

const ID = ACCEPTED.request_id;
let api: ScriptedApi;
let provider: Segmind;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Segmind({ apiKey: 'SG_secret', url: `${api.url}/`, uploadUrl: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

function submit(answer: Scripted, submission = aSubmission()) {
  api.answer = () => answer;
  return provider.submit(submission, new AbortController().signal);
}

async function sent(change: Parameters<typeof aSubmission>[0]): Promise<unknown> {
  await submit({ body: ACCEPTED }, aSubmission(change));
  return api.seen.at(-1)?.json;
}

describe('a submission to Segmind', () => {
  it('is the documented one, field by field', async () => {
    await submit(
      { body: ACCEPTED },
      aSubmission({
        prompt: SUBMISSION.prompt,
        inputs: { videoUrl: SUBMISSION.video_url, imageUrls: [] },
        keepSound: false,
        clipMs: 5_000,
      }),
    );
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({
      method: 'POST',
      path: '/v2/kling-o3-video2video-edit',
      headers: { 'x-api-key': 'SG_secret', 'content-type': 'application/json' },
    });
    expect(api.seen[0]?.json).toEqual(SUBMISSION);
  });

  it('with images, elements and a way of cutting is the one that the page describes, field by field', async () => {
    const [image = ''] = WITH_ELEMENTS.image_urls;
    const elements = WITH_ELEMENTS.elements.map(({ frontal_image_url, reference_image_urls = [] }) => ({
      frontalUrl: frontal_image_url,
      viewUrls: reference_image_urls,
    }));
    const inputs = { videoUrl: WITH_ELEMENTS.video_url, imageUrls: [image], elements };
    const { prompt, shot_type: shotType } = WITH_ELEMENTS;
    expect(await sent({ prompt, inputs, keepSound: false, clipMs: 5_000, shotType })).toEqual(WITH_ELEMENTS);
  });

  it('names its images, and says that the sound is kept', async () => {
    const imageUrls = ['https://cdn.example/1.png', 'https://cdn.example/2.png'];
    expect(await sent({ inputs: { videoUrl: VIDEO, imageUrls }, keepSound: true })).toMatchObject({
      image_urls: imageUrls,
      keep_audio: true,
    });
  });

  it('describes its elements by a frontal image and more views', async () => {
    const elements = [
      { frontalUrl: 'https://cdn.example/face.png', viewUrls: ['https://cdn.example/side.png'] },
      { frontalUrl: 'https://cdn.example/can.png', viewUrls: [] },
    ];
    expect(await sent({ inputs: { videoUrl: VIDEO, imageUrls: [], elements } })).toMatchObject({
      elements: [
        {
          frontal_image_url: 'https://cdn.example/face.png',
          reference_image_urls: ['https://cdn.example/side.png'],
        },
        { frontal_image_url: 'https://cdn.example/can.png' },
      ],
    });
  });

  it.each([
    ['kling-o3-pro', 'pro'],
    ['kling-o3-std', 'std'],
  ])('of %s is in the mode %s', async (name, mode) => {
    expect(PARAMETERS.mode).toContain(mode);
    expect(await sent({ model: modelNamed(name) })).toMatchObject({ mode });
  });

  it.each([
    [3_000, '3'],
    [5_042, '5'],
    [8_400, '9'],
    [15_050, '15'],
  ])('of a clip of %i ms asks for %s s', async (clipMs, duration) => {
    expect(PARAMETERS.duration).toContain(duration);
    expect(await sent({ clipMs })).toMatchObject({ duration });
  });

  it.each([
    [1920 / 1080, '16:9'],
    [1080 / 1920, '9:16'],
    [1, '1:1'],
    [4 / 5, '1:1'],
    [2.39, '16:9'],
    [720 / 1280, '9:16'],
  ])('of a clip that is %f times as wide as high asks for %s', async (clipAspect, shape) => {
    expect(PARAMETERS.aspect_ratio).toContain(shape);
    expect(await sent({ clipAspect })).toMatchObject({ aspect_ratio: shape });
  });

  it('says nothing of length and shape where the model takes neither, and what its entry adds', async () => {
    const known = modelNamed('kling-o3-pro');
    const model = {
      ...known,
      takes: { images: 4, elements: 0, sound: true },
      options: { shot_type: 'customize' },
    };
    expect(await sent({ model })).toEqual({
      prompt: 'change the beer to a cola',
      video_url: VIDEO,
      keep_audio: true,
      shot_type: 'customize',
    });
  });

  it('is accepted by its id, whatever stands beside it', async () => {
    const accepted = { kind: 'accepted', predictionId: ID };
    expect(await submit({ body: ACCEPTED })).toEqual(accepted);
    expect(await submit({ body: { request_id: ID } })).toEqual(accepted);
    expect(await submit({ status: 202, body: { ...ACCEPTED, status: 'PROCESSING' } })).toEqual(accepted);
    expect(await submit({ body: { ...ACCEPTED, status_url: 'nowhere' } })).toEqual(accepted);
  });

  it('is followed where its answer says, but only at the same origin', async () => {
    const elsewhere = { ...ACCEPTED, status_url: `https://evil.example/v2/requests/${ID}/status` };
    expect(await submit({ body: elsewhere })).toEqual({ kind: 'accepted', predictionId: ID });
    const moved = { ...ACCEPTED, status_url: `${api.url}/v3/jobs/${ID}/status` };
    const outcome = await submit({ body: moved });
    expect(outcome).toEqual({ kind: 'accepted', predictionId: `/v3/jobs/${ID}/status` });
    api.answer = ({ path }) => ({
      body: { status: 'COMPLETED', output: `https://images.segmind.com${path}` },
    });
    expect(await provider.read(`/v3/jobs/${ID}/status`, new AbortController().signal)).toMatchObject({
      outputs: [`https://images.segmind.com/v3/jobs/${ID}`],
    });
  });

  const refused: readonly [string, Scripted, object][] = [
    ['401', { status: 401, body: { error: 'Invalid API key' } }, { code: 'provider_access' }],
    ['402', { status: 402, body: { error: '' } }, { code: 'provider_funds' }],
    ['406', { status: 406, body: 'Not enough credits' }, { code: 'provider_funds' }],
    [
      '403 for want of credits',
      { status: 403, body: { error: 'Insufficient credits' } },
      { code: 'provider_funds' },
    ],
    [
      '400 for want of credits',
      { status: 400, body: { error: 'Not enough credits' } },
      { code: 'provider_funds' },
    ],
    [
      '400 with a message',
      { status: 400, body: { error: 'prompt is required' } },
      { code: 'bad_request', detail: 'prompt is required' },
    ],
    [
      '422 with a list',
      { status: 422, body: { detail: [{ msg: 'mode: not one of std, pro' }, { msg: 'duration: …' }] } },
      { code: 'bad_request', detail: 'mode: not one of std, pro; duration: …' },
    ],
    [
      '422 about the clip',
      { status: 422, body: { error: { message: 'Video duration must be between 3 and 15 seconds' } } },
      { code: 'bad_media', detail: 'Video duration must be between 3 and 15 seconds' },
    ],
    [
      '400 for its content',
      { status: 400, body: { error: 'Blocked by content moderation' } },
      { code: 'moderation' },
    ],
    ['404 in HTML', { status: 404, body: '<h1>Not found</h1>' }, { code: 'bad_request', detail: '' }],
  ];
  it.each(refused)('is rejected by %s', async (_how, answer, reason) => {
    expect(await submit(answer)).toEqual({ kind: 'rejected', reason });
  });

  const unclear: readonly [string, Scripted][] = [
    ['no body', {}],
    ['a body that is no JSON', { body: 'Accepted' }],
    ['JSON that is no object', { body: [1] }],
    ['a status without an id', { body: { status: 'QUEUED' } }],
    ['an empty id', { body: { ...ACCEPTED, request_id: '' } }],
    ['an id that is a number', { body: { ...ACCEPTED, request_id: 7 } }],
    ['500 with an id', { status: 500, body: ACCEPTED }],
    ['502 that looks like a refusal', { status: 502, body: { error: 'Insufficient credits' } }],
    ['a redirect', { status: 307, headers: { location: 'https://api.segmind.com/' } }],
    ['a status that no page names', { status: 418, body: { error: 'prompt is required' } }],
  ];
  it.each(unclear)('stays open after %s', async (_how, answer) => {
    expect(await submit(answer)).toMatchObject({ kind: 'ambiguous' });
    expect(api.seen).toHaveLength(1);
  });

  it('is not delivered when a rate limit is told', async () => {
    const answer = { status: 429, headers: { 'retry-after': '12' }, body: { error: 'Rate limit exceeded' } };
    expect(await submit(answer)).toMatchObject({ kind: 'not_delivered', retryAfterMs: 12_000 });
  });

  it('that is refused repeats neither its prompt nor an address, and not at length', async () => {
    const error = `Bad prompt "change the beer to a cola" for ${VIDEO}\n${'very '.repeat(100)}bad`;
    const outcome = await submit({ status: 422, body: { error } });
    const detail = outcome.kind === 'rejected' && 'detail' in outcome.reason ? outcome.reason.detail : '';
    expect(detail).toMatch(/^Bad prompt "…" for … very very/);
    expect(detail.length).toBeLessThanOrEqual(300);
  });
});
