import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { ACCEPTED, complaint, IN_QUEUE, LOCKED_FOR_FUNDS, OUTPUT, REQUEST_ERROR } from './documented.ts';

const ID = `fal-ai/kling-video/requests/${ACCEPTED.request_id}`;
const STATUS = `/${ID}/status`;
let api: ScriptedApi;
let provider: Fal;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Fal({ apiKey: 'an-id:a-secret', queueUrl: api.url, restUrl: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

const read = () => provider.read(ID, new AbortController().signal);
const paths = () => api.seen.map(({ path }) => path);

/** Answers the status so, and the result so, wherever it is asked for. */
function readAs(status: object, result: Scripted = { status: 500 }) {
  api.answer = ({ path }) => (path === STATUS ? { body: status } : result);
  return read();
}

const done = (more: object = {}) => ({ status: 'COMPLETED', metrics: { inference_time: 180.2 }, ...more });

describe('reading a prediction of fal', () => {
  it('asks with the key, and for the status alone while it is on the way', async () => {
    api.answer = () => ({ status: 202, body: IN_QUEUE });
    expect(await read()).toEqual({ kind: 'working' });
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({
      method: 'GET',
      path: STATUS,
      headers: { authorization: 'Key an-id:a-secret' },
    });
  });

  it.each(['IN_QUEUE', 'IN_PROGRESS', 'SOMETHING_NEW'])('takes "%s" for work', async (status) => {
    expect(await readAs({ status })).toEqual({ kind: 'working' });
  });

  it('finds the take in the result', async () => {
    expect(await readAs(done(), { body: OUTPUT })).toEqual({
      kind: 'completed',
      outputs: [OUTPUT.video.url],
      sensitive: false,
    });
    expect(paths()).toEqual([STATUS, `/${ID}`]);
  });

  it('does not know what the queue does not know', async () => {
    api.answer = () => ({ status: 404, body: { detail: 'Request not found' } });
    expect(await read()).toEqual({ kind: 'unknown' });
  });
});

describe('the result at fal', () => {
  it('is asked for where the status says', async () => {
    const response_url = `${api.url}/${ID}/response`;
    expect(await readAs(done({ response_url }), { body: OUTPUT })).toMatchObject({ kind: 'completed' });
    expect(paths()).toEqual([STATUS, `/${ID}/response`]);
  });

  it.each([
    [
      'another host',
      'https://queue.example/fal-ai/kling-video/requests/80e732af-660e-45cd-bd63-580e4f2a94cc',
    ],
    ['another request', '/fal-ai/kling-video/requests/of-another'],
    ['no address', 'soon'],
  ])('is never asked for at %s', async (_where, told) => {
    const response_url = told.startsWith('/') ? api.url + told : told;
    expect(await readAs(done({ response_url }), { body: OUTPUT })).toMatchObject({ kind: 'completed' });
    expect(paths()).toEqual([STATUS, `/${ID}`]);
  });

  it.each([404, 405, 410, 413])(
    'is asked for at the usual address after %i at the named one',
    async (status) => {
      const response_url = `${api.url}/${ID}/response`;
      api.answer = ({ path }) => {
        if (path === STATUS) return { body: done({ response_url }) };
        return path.endsWith('/response') ? { status } : { body: OUTPUT };
      };
      expect(await read()).toMatchObject({ kind: 'completed' });
    },
  );

  it.each([404, 410])('that is gone everywhere (%i) is no failure: it may have been made', async (status) => {
    const response_url = `${api.url}/${ID}/response`;
    expect(await readAs(done({ response_url }), { status })).toEqual({ kind: 'unknown' });
    expect(api.seen).toHaveLength(3);
  });
});

describe('a failed prediction of fal', () => {
  const failures: readonly [string, number, readonly object[], object][] = [
    ['the content', 422, [complaint('content_policy_violation', 'prompt')], { code: 'moderation' }],
    [
      'a file that cannot be fetched',
      422,
      [complaint('file_download_error', 'video_url')],
      { code: 'bad_media', detail: 'It is file_download_error' },
    ],
    [
      'a length, wherever that is said',
      422,
      [complaint('video_duration_too_long')],
      { code: 'bad_media', detail: 'It is video_duration_too_long' },
    ],
    [
      'an image, by an error of no special name',
      422,
      [complaint('value_error', 'image_urls')],
      { code: 'bad_media', detail: 'It is value_error' },
    ],
    [
      'a field',
      422,
      [complaint('string_too_long', 'prompt')],
      { code: 'bad_request', detail: 'It is string_too_long' },
    ],
    ['nothing it knows', 422, [complaint('no_media_generated')], { code: 'provider_failed' }],
    ['a service behind it', 400, [complaint('downstream_service_error')], { code: 'provider_failed' }],
    ['a service that is away', 500, [complaint('downstream_service_unavailable')], { code: 'provider_down' }],
    ['itself', 500, [complaint('internal_server_error')], { code: 'provider_failed' }],
    ['its time', 504, [complaint('generation_timeout')], { code: 'provider_failed' }],
  ];
  it.each(failures)('blames %s', async (_what, status, detail, reason) => {
    const result = { status, body: { detail } };
    expect(await readAs(done(), result)).toEqual({ kind: 'failed', reason });
    const error = `Invalid status code: ${status}`;
    expect(await readAs(done({ error }), result)).toEqual({ kind: 'failed', reason });
  });

  it.each([
    ['request_timeout', 504, 'provider_failed'],
    ['startup_timeout', 504, 'provider_down'],
    ['runner_scheduling_failure', 503, 'provider_down'],
    ['runner_connection_refused', 503, 'provider_down'],
    ['runner_disconnected', 503, 'provider_failed'],
    ['runner_incomplete_response', 502, 'provider_failed'],
    ['runner_server_error', 500, 'provider_failed'],
    ['client_cancelled', 499, 'provider_failed'],
  ])('by %s is told of by the result, by a header, or by the status', async (type, status, code) => {
    const failed = { kind: 'failed', reason: { code } };
    const result = { status, body: { ...REQUEST_ERROR, error_type: type } };
    expect(await readAs(done(), result)).toEqual(failed);
    expect(await readAs(done(), { status, headers: { 'x-fal-error-type': type } })).toEqual(failed);
    const told = { error: 'It failed', error_type: type };
    expect(await readAs(done(told), { status: 500, body: 'oops' })).toEqual(failed);
  });

  it('is one although only its status has words for it', async () => {
    const failed = { kind: 'failed', reason: { code: 'provider_failed' } };
    expect(await readAs(done({ error: 'It failed' }), { status: 404 })).toEqual(failed);
  });

  it('is not blamed on a file that fal says may do another time', async () => {
    const body = { detail: [complaint('file_download_error', 'video_url')] };
    const result = (retryable: string) => ({ status: 422, headers: { 'x-fal-retryable': retryable }, body });
    expect(await readAs(done(), result('true'))).toMatchObject({ reason: { code: 'provider_failed' } });
    expect(await readAs(done(), result('false'))).toMatchObject({ reason: { code: 'bad_media' } });
  });

  it('is none where a take is there all the same', async () => {
    expect(await readAs(done({ error: 'late' }), { body: OUTPUT })).toMatchObject({ kind: 'completed' });
  });
});

describe('trouble with reading a prediction of fal', () => {
  const troubles: readonly [string, Scripted, object][] = [
    ['500', { status: 500 }, { code: 'provider_down', retryable: true }],
    [
      '500 of the platform',
      { status: 500, body: { detail: 'x', error_type: 'internal_error' } },
      { code: 'provider_down', retryable: true },
    ],
    ['502 in HTML', { status: 502, body: '<h1>Bad gateway</h1>' }, { code: 'provider_down' }],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, { code: 'provider_busy', retryAfterMs: 3_000 }],
    ['401', { status: 401, body: { detail: 'No user' } }, { code: 'provider_access', retryable: false }],
    [
      'a locked account',
      { status: 403, body: { detail: LOCKED_FOR_FUNDS[0] } },
      { code: 'provider_funds', retryable: false },
    ],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, { code: 'provider_failed' }],
    [
      'a refusal that fal calls retryable',
      { status: 400, headers: { 'x-fal-retryable': 'true' } },
      { code: 'bad_request', retryable: true },
    ],
    ['an output without an address', { body: { video: {} } }, { code: 'provider_failed', retryable: true }],
    [
      'an output on our own disk',
      { body: { video: { url: 'file:///etc/passwd' } } },
      { code: 'provider_failed', retryable: true },
    ],
  ];
  it.each(troubles)('is not a failure of the prediction: %s', async (_what, result, error) => {
    await expect(readAs(done(), result)).rejects.toMatchObject(error);
  });

  it.each(troubles.slice(0, 7))('is told the same of its status: %s', async (_what, answer, error) => {
    api.answer = () => answer;
    await expect(read()).rejects.toMatchObject(error);
    expect(api.seen).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'OK'],
    ['no status', { queue_position: 1 }],
  ])('may be over next time after %s', async (_what, body) => {
    api.answer = () => ({ body });
    await expect(read()).rejects.toMatchObject({ code: 'provider_failed', retryable: true });
  });
});
