import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import type { ProviderFile } from '../../../../src/core/providers/provider.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';
import { LARGEST_WHOLE, PART, UPLOAD } from './documented.ts';

const ADDRESS = 'https://v3b.fal.media/files/b/own/clip.mp4';
const bytes = randomBytes(300_000);
let dir: string;
let file: ProviderFile;
let rest: ScriptedApi;
let store: ScriptedApi;
let provider: Fal;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-upload-'));
  file = { path: path.join(dir, 'a'), name: 'Bär "1".mp4', contentType: 'video/mp4', bytes: bytes.length };
  await writeFile(file.path, bytes);
  [rest, store] = await Promise.all([ScriptedApi.start(), ScriptedApi.start()]);
  provider = new Fal({
    apiKey: 'an-id:a-secret',
    queueUrl: rest.url,
    restUrl: `${rest.url}/`,
    limits: { partPause: 10 },
  });
});
beforeEach(() => {
  rest.seen.length = 0;
  store.seen.length = 0;
  rest.answer = () => ({ body: { file_url: ADDRESS, upload_url: `${store.url}/o/1?sig=xyz` } });
  store.answer = () => ({});
});
afterAll(async () => {
  await provider.close();
  await Promise.all([rest.stop(), store.stop()]);
  await rm(dir, { recursive: true });
});

const upload = (change: Partial<ProviderFile> = {}, signal = new AbortController().signal) =>
  provider.upload({ ...file, ...change }, signal);

describe('an upload to fal', () => {
  it('asks for an address as fal’s own client does, and puts the bytes there without the key', async () => {
    expect(await upload()).toBe(ADDRESS);
    expect(rest.seen).toHaveLength(1);
    expect(rest.seen[0]).toMatchObject({
      method: 'POST',
      path: UPLOAD.path,
      headers: { authorization: 'Key an-id:a-secret', 'content-type': 'application/json' },
    });
    expect(Object.keys(rest.seen[0]?.json as object)).toEqual(UPLOAD.fields);
    expect(rest.seen[0]?.json).toEqual({ content_type: 'video/mp4', file_name: file.name });
    const [put] = store.seen;
    expect(put).toMatchObject({ method: 'PUT', path: '/o/1?sig=xyz' });
    expect(put?.body.equals(bytes)).toBe(true);
    expect(put?.headers).toEqual({
      host: new URL(store.url).host,
      connection: 'keep-alive',
      'content-type': 'video/mp4',
      'content-length': String(bytes.length),
    });
  });

  it.each([
    [403, 'provider_down', true],
    [429, 'provider_busy', true],
    [500, 'provider_down', true],
    [413, 'bad_media', false],
  ])('that the store refuses by %i ends so', async (status, code, retryable) => {
    store.answer = () => ({ status, body: 'AccessDenied' });
    await expect(upload()).rejects.toMatchObject({ code, retryable, status });
    expect(store.seen).toHaveLength(1);
  });

  it.each([
    ['without an address for the bytes', { file_url: ADDRESS }],
    ['without an address of the file', { upload_url: ADDRESS }],
    ['for no web address', { file_url: ADDRESS, upload_url: 'file:///a' }],
  ])('is not understood %s', async (_what, body) => {
    rest.answer = () => ({ body });
    await expect(upload()).rejects.toMatchObject({ code: 'provider_failed' });
    expect(store.seen).toHaveLength(0);
  });

  it('goes nowhere without TLS, unless the operator vouches for the place', async () => {
    const { port } = new URL(rest.url);
    // Another name of the same machine, so that fal's own name does not vouch for the address of the store.
    const url = `http://localhost:${port}`;
    const urls = { apiKey: 'an-id:a-secret', queueUrl: url, restUrl: url };
    const cautious = new Fal(urls);
    const trusting = new Fal({ ...urls, trustedHosts: ['127.0.0.1'] });
    const { signal } = new AbortController();
    await expect(cautious.upload(file, signal)).rejects.toMatchObject({ code: 'provider_failed' });
    expect(store.seen).toHaveLength(0);
    expect(await trusting.upload(file, signal)).toBe(ADDRESS);
    await Promise.all([cautious.close(), trusting.close()]);
  });

  it('ends at once with the reason of whoever stops it', async () => {
    store.answer = () => undefined;
    const stop = new AbortController();
    const uploading = expect(upload({}, stop.signal)).rejects.toThrow('shutting down');
    await expect.poll(() => store.seen.length).toBe(1);
    stop.abort(new Error('shutting down'));
    await uploading;
  });
});

describe('a large upload to fal', () => {
  const SIZE = LARGEST_WHOLE + 1;
  let large: Partial<ProviderFile>;

  beforeAll(async () => {
    const name = path.join(dir, 'large');
    // No two parts are alike.
    await writeFile(
      name,
      Array.from({ length: 91 }, () => randomBytes(1_024 * 1_024)),
    );
    await truncate(name, SIZE);
    large = { path: name, bytes: SIZE };
  });

  const numberOf = ({ path: at }: Seen) => /^\/o\/1\/(\d+)\?sig=xyz$/.exec(at)?.[1];
  const partTaken = (request: Seen): Scripted => {
    const number = numberOf(request);
    return number ? { body: { partNumber: Number(number), etag: `etag-${number}` } } : {};
  };
  const put = (number: number) => store.seen.filter((request) => numberOf(request) === String(number));

  it('goes in parts of 10 MB, in order, and is then said to be complete', async () => {
    store.answer = partTaken;
    expect(await upload(large)).toBe(ADDRESS);
    expect(rest.seen.map(({ path: at }) => at)).toEqual([UPLOAD.pathInParts]);
    const complete = store.seen.at(-1);
    const parts = store.seen.slice(0, -1);
    expect(parts.map(({ body }) => body.length)).toEqual([...Array(9).fill(PART), 1]);
    expect(Buffer.concat(parts.map(({ body }) => body)).equals(await readFile(large.path ?? ''))).toBe(true);
    expect(complete).toMatchObject({ method: 'POST', path: '/o/1/complete?sig=xyz' });
    expect(complete?.json).toEqual({
      parts: parts.map((_part, index) => ({ partNumber: index + 1, etag: `etag-${index + 1}` })),
    });
    for (const { headers } of store.seen) expect(headers).not.toHaveProperty('authorization');
  });

  it('sends a part up to three times, and no other part again', async () => {
    const trouble: Scripted[] = [{ status: 503 }, { body: { partNumber: 2 } }];
    store.answer = (request) => (numberOf(request) === '2' && trouble.shift()) || partTaken(request);
    expect(await upload(large)).toBe(ADDRESS);
    expect([put(1).length, put(2).length, put(3).length]).toEqual([1, 3, 1]);
    const [first, , third] = put(2);
    expect(first?.body.equals(third?.body ?? Buffer.of())).toBe(true);
  });

  it('is given up after the third time', async () => {
    store.answer = (request) => (numberOf(request) === '1' ? { status: 500 } : partTaken(request));
    await expect(upload(large)).rejects.toMatchObject({ code: 'provider_down', retryable: true });
    expect(store.seen).toHaveLength(3);
  });

  it.each([
    ['the part is refused for its size', { status: 413 }, { code: 'bad_media', retryable: false }],
    [
      'the store asks for a long wait',
      { status: 429, headers: { 'retry-after': '60' } },
      { code: 'provider_busy', retryAfterMs: 60_000 },
    ],
  ])('is given up at once where %s', async (_why, answer, error) => {
    store.answer = () => answer;
    await expect(upload(large)).rejects.toMatchObject(error);
    expect(store.seen).toHaveLength(1);
  });

  it('that cannot be put together may be tried again', async () => {
    store.answer = (request) => (numberOf(request) ? partTaken(request) : { status: 500 });
    await expect(upload(large)).rejects.toMatchObject({ code: 'provider_down', retryable: true });
  });
});
