import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission, VIDEO } from './a-submission.ts';

const ID = '6a43939610aa41c2af4aa49db98a82e0';
let api: ScriptedApi;
let provider: WaveSpeed;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new WaveSpeed({ apiKey: 'secret-key', url: `${api.url}/` });
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

describe('a submission to WaveSpeed', () => {
  it('says all that it has to say, and nothing else', async () => {
    const inputs = { videoUrl: VIDEO, imageUrls: ['https://cdn.example/1.png'] };
    await submit({ body: { code: 200, data: { id: ID } } }, aSubmission({ inputs, keepSound: false }));
    expect(api.seen).toHaveLength(1);
    const [request] = api.seen;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/v3/kwaivgi/kling-video-o3-pro/video-edit',
      headers: { authorization: 'Bearer secret-key', 'content-type': 'application/json' },
    });
    expect(request?.json).toEqual({
      prompt: 'change the beer to a cola',
      video: VIDEO,
      images: ['https://cdn.example/1.png'],
      keep_original_sound: false,
    });
  });

  const taken: readonly [string, unknown][] = [
    [
      'as it is documented',
      { code: 200, message: 'success', data: { id: ID, status: 'created', outputs: [], code: 0 } },
    ],
    ['with fields nobody knows', { code: 200, data: { id: ID, shape: { of: 'water' } }, more: 1 }],
    ['with a complaint beside the id', { code: 5004, data: { id: ID, status: 'processing', code: 5004 } }],
  ];
  it.each(taken)('is accepted by an id, %s', async (_how, body) => {
    expect(await submit({ body })).toEqual({ kind: 'accepted', predictionId: ID });
  });

  const refused: readonly [string, Scripted, object][] = [
    [
      '400 in the envelope',
      { body: { code: 400, message: 'prompt is required' } },
      { code: 'bad_request', detail: 'prompt is required' },
    ],
    ['401 in the envelope', { body: { code: 401, message: 'Unauthorized' } }, { code: 'provider_access' }],
    ['402 in the envelope', { body: { code: 402, message: '' } }, { code: 'provider_funds' }],
    ['1200 in the envelope', { body: { code: 1200, message: 'flagged' } }, { code: 'moderation' }],
    ['1200 with 400', { status: 400, body: { code: 1200, message: 'flagged' } }, { code: 'moderation' }],
    [
      '1402 in the envelope',
      { body: { code: 1402, message: 'no video' } },
      { code: 'bad_media', detail: 'no video' },
    ],
    [
      '400 for want of credits',
      { status: 400, body: { code: 400, message: 'Insufficient credits' } },
      { code: 'provider_funds' },
    ],
    [
      '403 for want of balance',
      { status: 403, body: { message: 'Please top up your balance' } },
      { code: 'provider_funds' },
    ],
    [
      '403 for the role of the key',
      { status: 403, body: { message: 'Forbidden', error_code: 'ROLE' } },
      { code: 'provider_access' },
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
    ['an envelope without data', { body: { code: 200 } }],
    ['an empty id', { body: { code: 200, data: { id: '' } } }],
    ['an id that is a number', { body: { code: 200, data: { id: 7 } } }],
    ['500 in the envelope', { body: { code: 500, message: 'oops' } }],
    ['5003 in the envelope', { body: { code: 5003, message: 'Service unavailable' } }],
    ['1403, which may be said of a task that was made', { body: { code: 1403, message: 'failed' } }],
    ['502 that looks like a refusal', { status: 502, body: { code: 400, message: 'bad' } }],
    ['502 that talks of moderation', { status: 502, body: { code: 1200 } }],
  ];
  it.each(unclear)('stays open after %s', async (_how, answer) => {
    expect(await submit(answer)).toMatchObject({ kind: 'ambiguous' });
    expect(api.seen).toHaveLength(1);
  });

  it.each([
    ['a status', { status: 429, headers: { 'retry-after': '12' } }, 12_000],
    ['the envelope', { body: { code: 429, message: 'Too Many Requests' } }, null],
  ])('is not delivered when the rate limit is told by %s', async (_how, answer, retryAfterMs) => {
    expect(await submit(answer)).toMatchObject({ kind: 'not_delivered', retryAfterMs });
  });

  it('that is refused repeats neither its prompt nor an address, and not at length', async () => {
    const message = `Bad prompt "change the beer to a cola" for ${VIDEO}\n${'very '.repeat(100)}bad`;
    const outcome = await submit({ status: 422, body: { message } });
    const detail = outcome.kind === 'rejected' && 'detail' in outcome.reason ? outcome.reason.detail : '';
    expect(detail).toMatch(/^Bad prompt "…" for … very very/);
    expect(detail.length).toBeLessThanOrEqual(300);
  });
});
