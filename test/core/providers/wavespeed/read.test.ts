import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';

const ID = '6a43939610aa41c2af4aa49db98a82e0';
const URL_A = 'https://d1q70pf5vjeyhc.cloudfront.net/a.mp4';
const URL_B = 'https://cdn.wavespeed.ai/b.mp4';
let api: ScriptedApi;
let provider: WaveSpeed;

beforeAll(async () => {
  api = await ScriptedApi.start();
  provider = new WaveSpeed({ apiKey: 'secret-key', url: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
});

const read = (id = ID) => provider.read(id, new AbortController().signal);

function readAs(prediction: object) {
  api.answer = () => ({ body: { code: 200, message: 'success', data: { id: ID, ...prediction } } });
  return read();
}

describe('reading a prediction of WaveSpeed', () => {
  it.each(['created', 'processing', 'queued', 'something new'])('takes "%s" for work', async (status) => {
    expect(await readAs({ status, outputs: [] })).toEqual({ kind: 'working' });
  });

  const shapes: readonly [string, object, readonly string[], boolean][] = [
    ['strings', { outputs: [URL_A, URL_B], has_nsfw_contents: [false, false] }, [URL_A, URL_B], false],
    ['objects', { outputs: [{ url: URL_A, type: 'video' }], has_nsfw_contents: null }, [URL_A], false],
    ['both', { outputs: [URL_A, { url: URL_B }], has_nsfw_contents: [false, true] }, [URL_A, URL_B], true],
    ['nothing said of them', { outputs: [URL_A] }, [URL_A], false],
    ['one flag for all', { outputs: [URL_A], has_nsfw_contents: true }, [URL_A], true],
    ['none', { outputs: null }, [], false],
  ];
  it.each(shapes)('takes outputs as %s', async (_how, prediction, outputs, sensitive) => {
    const status = await readAs({ status: 'completed', code: 0, error: '', ...prediction });
    expect(status).toEqual({ kind: 'completed', outputs, sensitive });
  });

  const failures: readonly [object, object][] = [
    [{ code: 1200, error: 'flagged' }, { code: 'moderation' }],
    [{ code: 0, error: 'Content flagged as potentially sensitive.' }, { code: 'moderation' }],
    [
      { code: 1400, error: 'prompt missing' },
      { code: 'bad_request', detail: 'prompt missing' },
    ],
    [
      { code: 1401, error: 'Video too long.' },
      { code: 'bad_request', detail: 'Video too long.' },
    ],
    [
      { code: 1402, error: `No video at ${URL_A}` },
      { code: 'bad_media', detail: 'No video at …' },
    ],
    [{ code: 1403, error: 'failed' }, { code: 'provider_failed' }],
    [{ code: 1405, error: 'failed' }, { code: 'provider_failed' }],
    [{ code: 5000, error: 'Internal' }, { code: 'provider_failed' }],
    [{ code: 5003, error: 'Unavailable' }, { code: 'provider_down' }],
    [{ code: 5004, error: 'Timeout' }, { code: 'provider_failed' }],
    [{ code: null, error: null }, { code: 'provider_failed' }],
    [{ error: { message: 'an object' } }, { code: 'provider_failed' }],
    [{}, { code: 'provider_failed' }],
  ];
  it.each(failures)('understands the failure %j', async (prediction, reason) => {
    expect(await readAs({ status: 'failed', outputs: [], ...prediction })).toEqual({
      kind: 'failed',
      reason,
    });
  });

  it('still waits where only the synchronous wait timed out', async () => {
    expect(await readAs({ status: 'processing', code: 5004, error: 'Sync mode timed out' })).toEqual({
      kind: 'working',
    });
  });

  it('does not call a deleted prediction free of charge', async () => {
    expect(await readAs({ status: 'deleted' })).toEqual({ kind: 'unknown' });
  });

  it('asks at both addresses before it does not know an id', async () => {
    api.answer = () => ({ status: 404, body: { code: 404, message: 'Task not found' } });
    expect(await read('a/b')).toEqual({ kind: 'unknown' });
    expect(api.seen.map(({ path }) => path)).toEqual([
      '/api/v3/predictions/a%2Fb/result',
      '/api/v3/predictions/a%2Fb',
    ]);
  });

  it('is content with either address', async () => {
    api.answer = ({ path }) =>
      path.endsWith('/result')
        ? { body: { code: 404, message: 'gone' } }
        : { body: { code: 200, data: { id: ID, status: 'processing' } } };
    expect(await read()).toEqual({ kind: 'working' });
  });

  const nonsense: readonly [string, Scripted][] = [
    ['no JSON', { body: 'OK' }],
    ['no status', { body: { code: 200, data: { id: ID } } }],
    [
      'an output that is no address',
      { body: { code: 200, data: { status: 'completed', outputs: ['b.mp4'] } } },
    ],
    [
      'an output on our own disk',
      { body: { code: 200, data: { status: 'completed', outputs: ['file:///etc/passwd'] } } },
    ],
  ];
  it.each(nonsense)('may be tried again after %s', async (_what, answer) => {
    api.answer = () => answer;
    await expect(read()).rejects.toMatchObject({ code: 'provider_failed', retryable: true });
  });

  it.each([
    [401, 'provider_access', false],
    [402, 'provider_funds', false],
    [429, 'provider_busy', true],
    [502, 'provider_down', true],
    [302, 'provider_failed', false],
  ])('ends with the right error after %i', async (status, code, retryable) => {
    api.answer = () => ({ status, headers: { location: `${api.url}/elsewhere` } });
    await expect(read()).rejects.toMatchObject({ code, retryable, status });
    expect(api.seen).toHaveLength(1);
  });

  it('does not hang on a service that does, once it is closed', async () => {
    const hasty = new WaveSpeed({ apiKey: 'secret-key', url: api.url });
    api.answer = () => undefined;
    const reading = hasty.read(ID, new AbortController().signal);
    const seen = expect(reading).rejects.toMatchObject({ code: 'provider_down' });
    await expect.poll(() => api.seen.length).toBe(1);
    await hasty.close();
    await seen;
  });
});
