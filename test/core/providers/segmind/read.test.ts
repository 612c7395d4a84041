import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Segmind } from '../../../../src/core/providers/segmind.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { COMPLETED, FAILED, QUEUED } from './documented.ts';

const ID = COMPLETED.request_id;
const OUTPUT = 'https://images.segmind.com/assets/out.mp4';
let api: ScriptedApi;
let provider: Segmind;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new Segmind({ apiKey: 'SG_secret', url: api.url, uploadUrl: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

/** Reads a request that is answered so at its two addresses. */
function read(status: Scripted, result: Scripted = {}) {
  api.answer = ({ path }) => (path.endsWith('/status') ? status : result);
  return provider.read(ID, new AbortController().signal);
}

const failed = (error: unknown): Scripted => ({ status: 422, body: { ...FAILED, error } });

describe('a request at Segmind', () => {
  it.each([
    ['QUEUED', QUEUED],
    ['PROCESSING', { ...QUEUED, status: 'PROCESSING' }],
    ['a status that is new', { status: 'UPSCALING' }],
  ])('is at work while it is %s, and asked for once', async (_status, body) => {
    expect(await read({ body })).toEqual({ kind: 'working' });
    expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /v2/requests/${ID}/status`,
    ]);
    expect(api.seen[0]?.headers).toMatchObject({ 'x-api-key': 'SG_secret' });
  });

  it('that is completed is asked for its result at the documented address', async () => {
    const status = await read({ body: COMPLETED }, { body: { ...COMPLETED, output: OUTPUT } });
    expect(status).toEqual({ kind: 'completed', outputs: [OUTPUT], sensitive: false });
    expect(api.seen.map(({ path }) => path)).toEqual([`/v2/requests/${ID}/status`, `/v2/requests/${ID}`]);
  });

  const shapes: readonly [string, object][] = [
    ['an address', { output: OUTPUT }],
    ['{url}', { output: { url: OUTPUT } }],
    ['{video_url}', { output: { video_url: OUTPUT } }],
    ['{video: {url}}', { output: { video: { url: OUTPUT, content_type: 'video/mp4', file_size: 7 } } }],
    ['a list of addresses', { output: [OUTPUT] }],
    ['a list of {url}', { output: [{ url: OUTPUT }] }],
    ['video beside no output', { output: null, video: { url: OUTPUT } }],
    ['video beside output', { output: OUTPUT, video: { url: OUTPUT, file_name: 'output.mp4' } }],
    ['video without output', { video: { url: OUTPUT } }],
  ];
  it.each(shapes)('may give its output as %s', async (_shape, result) => {
    const status = await read({ body: COMPLETED }, { body: { ...COMPLETED, ...result } });
    expect(status).toMatchObject({ kind: 'completed', outputs: [OUTPUT] });
  });

  it.each([
    ['none', {}],
    ['text that is no address', { output: 'done' }],
    ['a file of the server', { output: 'file:///etc/passwd' }],
    ['a number', { output: 7 }],
    ['lists without end', { output: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) }],
  ])('is completed without a take when its output is %s', async (_what, result) => {
    const status = await read({ body: COMPLETED }, { body: { ...COMPLETED, ...result } });
    expect(status).toMatchObject({ kind: 'completed', outputs: [] });
  });

  it('is asked for its result where its status says, but only at the same origin', async () => {
    const result = { body: { ...COMPLETED, output: OUTPUT } };
    await read({ body: { ...COMPLETED, response_url: `${api.url}/v3/results/7` } }, result);
    await read({ body: { ...COMPLETED, response_url: 'https://evil.example/v3/results/7' } }, result);
    expect(api.asked('GET').map(({ path }) => path)).toEqual([
      `/v2/requests/${ID}/status`,
      '/v3/results/7',
      `/v2/requests/${ID}/status`,
      `/v2/requests/${ID}`,
    ]);
  });

  const reasons: readonly [unknown, object][] = [
    ['Content flagged as potentially sensitive', { code: 'moderation' }],
    ['Request blocked by safety system', { code: 'moderation' }],
    ['Failed to download video from the provided URL', { code: 'bad_media' }],
    ['Could not fetch the reference image', { code: 'bad_media' }],
    ['Video width must be 720-2160px', { code: 'bad_media', detail: 'Video width must be 720-2160px' }],
    ['The video is too long', { code: 'bad_media' }],
    [FAILED.error, { code: 'bad_request', detail: FAILED.error }],
    ['Prompt is Mandatory and must be string', { code: 'bad_request' }],
    ['Insufficient credits', { code: 'provider_funds' }],
    ['Internal server error', { code: 'provider_failed' }],
    ['Request timed out', { code: 'provider_failed' }],
    [null, { code: 'provider_failed' }],
    [{ message: 'Blocked by moderation' }, { code: 'moderation' }],
  ];
  it.each(reasons)('failed for its reason: %j', async (error, reason) => {
    expect(await read(failed(error))).toMatchObject({ kind: 'failed', reason });
    expect(await read({ body: { ...FAILED, error } })).toMatchObject({ kind: 'failed', reason });
    expect(await read({ body: COMPLETED }, failed(error))).toMatchObject({ kind: 'failed', reason });
  });

  it('is still at work when its result lags behind its status', async () => {
    expect(await read({ body: COMPLETED }, { body: QUEUED })).toEqual({ kind: 'working' });
  });

  it('that Segmind has forgotten is unknown, whatever the answer says beside it', async () => {
    const gone = { status: 404, body: { ...FAILED, error: 'request not found' } };
    expect(await read(gone)).toEqual({ kind: 'unknown' });
    expect(await read({ body: COMPLETED }, gone)).toEqual({ kind: 'unknown' });
  });

  const troubles: readonly [string, Scripted, object][] = [
    ['401', { status: 401, body: { ...FAILED, error: 'Invalid API key' } }, { code: 'provider_access' }],
    ['422 that names no failure', { status: 422, body: { error: 'odd' } }, { code: 'bad_request' }],
    ['500', { status: 500, body: FAILED }, { code: 'provider_down', retryable: true }],
    ['a redirect', { status: 302, headers: { location: '/' } }, { code: 'provider_failed' }],
    ['JSON without a status', { body: { output: OUTPUT } }, { code: 'provider_failed', retryable: true }],
  ];
  it.each(troubles)('has not ended by %s', async (_what, answer, trouble) => {
    await expect(read(answer)).rejects.toMatchObject(trouble);
    await expect(read({ body: COMPLETED }, answer)).rejects.toMatchObject(trouble);
  });
});
