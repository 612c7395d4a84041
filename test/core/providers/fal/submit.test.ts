import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import type { Submission } from '../../../../src/core/providers/provider.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission, falModel, VIDEO } from './a-submission.ts';
import {
  ACCEPTED,
  complaint,
  DEFAULTS,
  FIELDS,
  LOCKED_FOR_FUNDS,
  LOCKED_OTHERWISE,
  PRO_SUBMISSION,
  QUEUE,
  STANDARD_SUBMISSION,
  WITH_ELEMENTS,
} from './documented.ts';

const ID = ACCEPTED.request_id;
const BUILT = `fal-ai/kling-video/requests/${ID}`;
let api: ScriptedApi;
let provider: Fal;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Fal({ apiKey: 'an-id:a-secret', queueUrl: `${api.url}/`, restUrl: api.url });
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

/** The documented answer, as if given by the server of this test. */
const accepted = (): Scripted => ({
  body: JSON.stringify(ACCEPTED).replaceAll(QUEUE, api.url),
});

function asSubmission(
  documented: { prompt: string; video_url: string; image_urls?: string[] },
  model: Submission['model'],
): Submission {
  const { prompt, video_url: videoUrl, image_urls: imageUrls = [] } = documented;
  return aSubmission({ model, prompt, inputs: { videoUrl, imageUrls }, keepSound: true });
}

describe('a submission to fal', () => {
  it('is the documented one, field by field', async () => {
    await submit(accepted(), asSubmission(PRO_SUBMISSION, falModel('kling-o3-pro')));
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({
      method: 'POST',
      path: '/fal-ai/kling-video/o3/pro/video-to-video/edit',
      headers: { authorization: 'Key an-id:a-secret', 'content-type': 'application/json' },
    });
    expect(api.seen[0]?.json).toEqual(PRO_SUBMISSION);
  });

  it('of a draft goes to the standard endpoint, with what is usual said outright', async () => {
    await submit(accepted(), asSubmission(STANDARD_SUBMISSION, falModel('kling-o3-std')));
    expect(api.seen[0]?.path).toBe('/fal-ai/kling-video/o3/standard/video-to-video/edit');
    expect(api.seen[0]?.json).toEqual({ ...STANDARD_SUBMISSION, ...DEFAULTS, image_urls: [] });
  });

  it('with elements is the one that its type describes, field by field', async () => {
    const { prompt, video_url: videoUrl, image_urls: imageUrls } = WITH_ELEMENTS;
    const elements = WITH_ELEMENTS.elements.map(({ frontal_image_url, reference_image_urls = [] }) => ({
      frontalUrl: frontal_image_url,
      viewUrls: reference_image_urls,
    }));
    await submit(
      accepted(),
      aSubmission({ prompt, inputs: { videoUrl, imageUrls, elements }, keepSound: true }),
    );
    expect(api.seen[0]?.json).toEqual(WITH_ELEMENTS);
  });

  it('describes its elements by pictures, in the order in which the prompt names them', async () => {
    const elements = [
      { frontalUrl: 'https://cdn.example/face.png', viewUrls: ['https://cdn.example/side.png'] },
      { frontalUrl: 'https://cdn.example/can.png', viewUrls: [] },
    ];
    await submit(accepted(), aSubmission({ inputs: { videoUrl: VIDEO, imageUrls: [], elements } }));
    expect(api.seen[0]?.json).toMatchObject({
      elements: [
        {
          frontal_image_url: 'https://cdn.example/face.png',
          reference_image_urls: ['https://cdn.example/side.png'],
        },
        { frontal_image_url: 'https://cdn.example/can.png' },
      ],
    });
    expect(FIELDS).toEqual(expect.arrayContaining(Object.keys(api.seen[0]?.json as object)));
  });

  it('always says whether the sound is kept, and nothing that the endpoint does not know', async () => {
    await submit(accepted(), aSubmission({ keepSound: false }));
    expect(api.seen[0]?.json).toMatchObject({ keep_audio: false });
    expect(FIELDS).toEqual(expect.arrayContaining(Object.keys(api.seen[0]?.json as object)));
  });
});

describe('an accepted submission to fal', () => {
  it('is known by the path of the address that fal gives for it', async () => {
    expect(await submit(accepted())).toEqual({
      kind: 'accepted',
      predictionId: `fal-ai/fast-sdxl/requests/${ID}`,
    });
  });

  const elsewhere: readonly [string, (queue: string) => unknown][] = [
    ['no address', () => undefined],
    ['an address on another host', () => ACCEPTED.status_url],
    ['an address of another request', (queue) => `${queue}/own/app/requests/of-another/status`],
    ['an address with a password', (queue) => `${queue.replace('//', '//u:p@')}/own/requests/${ID}/status`],
    ['an address that is none', () => 'soon'],
    ['an address that is a number', () => 7],
  ];
  it.each(elsewhere)('is known by its endpoint’s app and its id where there is %s', async (_what, told) => {
    const body = { request_id: ID, status_url: told(api.url) };
    expect(await submit({ body })).toEqual({ kind: 'accepted', predictionId: BUILT });
  });

  it('is known by a path below the queue, wherever that is', async () => {
    const below = new Fal({ apiKey: 'an-id:a-secret', queueUrl: `${api.url}/fal/queue`, restUrl: api.url });
    const status_url = `${api.url}/fal/queue/own/app/requests/${ID}/status?logs=0`;
    api.answer = () => ({ body: { request_id: ID, status_url } });
    expect(await below.submit(aSubmission(), new AbortController().signal)).toEqual({
      kind: 'accepted',
      predictionId: `own/app/requests/${ID}`,
    });
    await below.close();
  });

  it('cannot have an id that leads anywhere else', async () => {
    expect(await submit({ body: { request_id: '../../admin?x=' } })).toEqual({
      kind: 'accepted',
      predictionId: 'fal-ai/kling-video/requests/..%2F..%2Fadmin%3Fx%3D',
    });
  });
});

describe('a refused submission to fal', () => {
  const refused: readonly [string, Scripted, object][] = [
    ['400', { status: 400, body: { detail: 'Bad' } }, { code: 'bad_request', detail: 'Bad' }],
    ['401', { status: 401, body: { detail: 'No user found' } }, { code: 'provider_access' }],
    ['402', { status: 402 }, { code: 'provider_funds' }],
    ...LOCKED_FOR_FUNDS.map((detail): [string, Scripted, object] => [
      `403: ${detail}`,
      { status: 403, body: { detail } },
      { code: 'provider_funds' },
    ]),
    ['an admin lock', { status: 403, body: { detail: LOCKED_OTHERWISE } }, { code: 'provider_access' }],
    [
      'an unknown endpoint',
      { status: 404, body: { detail: "Application 'x' not found" } },
      { code: 'bad_request', detail: "Application 'x' not found" },
    ],
    ['404 in HTML', { status: 404, body: '<h1>Not found</h1>' }, { code: 'bad_request', detail: '' }],
    [
      '422 about a field',
      { status: 422, body: { detail: [complaint('missing', 'prompt')] } },
      { code: 'bad_request', detail: 'It is missing' },
    ],
    [
      '422 about the clip',
      { status: 422, body: { detail: [complaint('value_error', 'video_url')] } },
      { code: 'bad_media', detail: 'It is value_error' },
    ],
    [
      '422 about the content',
      { status: 422, body: { detail: [complaint('content_policy_violation')] } },
      { code: 'moderation' },
    ],
  ];
  it.each(refused)('is rejected by %s', async (_how, answer, reason) => {
    expect(await submit(answer)).toEqual({ kind: 'rejected', reason });
  });

  it('is not delivered where the rate is limited', async () => {
    const answer = { status: 429, headers: { 'retry-after': '12' }, body: { detail: 'Slow down' } };
    expect(await submit(answer)).toMatchObject({ kind: 'not_delivered', retryAfterMs: 12_000 });
  });

  it('repeats neither its prompt nor an address', async () => {
    const msg = `Bad prompt "change the beer to a cola" for ${VIDEO}`;
    const outcome = await submit({ status: 422, body: { detail: [{ ...complaint('one_of'), msg }] } });
    expect(outcome).toEqual({
      kind: 'rejected',
      reason: { code: 'bad_request', detail: 'Bad prompt "…" for …' },
    });
  });
});

describe('a submission to fal stays open', () => {
  const unclear: readonly [string, Scripted][] = [
    ['no body', {}],
    ['a body that is no JSON', { body: 'Accepted' }],
    ['an empty id', { body: { request_id: '' } }],
    ['an id that is a number', { body: { request_id: 7 } }],
    ['a refusal with a good status', { body: { detail: 'User is locked' } }],
    ['500', { status: 500, body: { detail: 'Internal', error_type: 'internal_error' } }],
    [
      '503 that fal calls retryable',
      {
        status: 503,
        headers: { 'x-fal-retryable': 'true' },
        body: { detail: 'x', error_type: 'runner_scheduling_failure' },
      },
    ],
    [
      '400 for the fault of a service behind it',
      { status: 400, body: { detail: [complaint('downstream_service_error')] } },
    ],
    ['499', { status: 499, body: { detail: 'x', error_type: 'client_disconnected' } }],
    ['502 that looks like a refusal', { status: 502, body: { detail: [complaint('missing', 'prompt')] } }],
    ['504', { status: 504, body: { detail: 'x', error_type: 'request_timeout' } }],
  ];
  it.each(unclear)('after %s, and is sent once', async (_how, answer) => {
    expect(await submit(answer)).toMatchObject({ kind: 'ambiguous' });
    expect(api.seen).toHaveLength(1);
  });
});
