import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProviderFile } from '../../../../src/core/providers/provider.ts';
import { Segmind } from '../../../../src/core/providers/segmind.ts';
import { growthDuring } from '../http/growth-during.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';
import { UPLOAD, UPLOADED } from './documented.ts';

const ADDRESS = UPLOADED.urls[0];
const Body = z.strictObject({ data_urls: z.tuple([z.string()]) });
let dir: string;
let api: ScriptedApi;
let store: ScriptedApi;
let provider: Segmind;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-upload-'));
  [api, store] = await Promise.all([ScriptedApi.start(), ScriptedApi.start()]);
  provider = new Segmind({ apiKey: 'SG_secret', url: api.url, uploadUrl: `${store.url}/` });
});
beforeEach(() => {
  store.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await Promise.all([api.stop(), store.stop()]);
  await rm(dir, { recursive: true });
});

async function aFile(bytes: Uint8Array, change: Partial<ProviderFile> = {}): Promise<ProviderFile> {
  const file = path.join(dir, 'a');
  await writeFile(file, bytes);
  return { path: file, name: 'Bär "1".mp4', contentType: 'video/mp4', bytes: bytes.length, ...change };
}

async function upload(answer: (request: Seen) => Scripted | undefined, bytes = randomBytes(1_000)) {
  store.answer = answer;
  return provider.upload(await aFile(bytes), new AbortController().signal);
}

/** By which form a file came. */
const formOf = ({ headers }: Seen) => String(headers['content-type']).split(';')[0];

describe('an upload to Segmind', () => {
  it('is the documented request, to the store alone', async () => {
    const bytes = randomBytes(1_000);
    expect(await upload(() => ({ body: UPLOADED }), bytes)).toBe(ADDRESS);
    expect(store.seen).toHaveLength(1);
    expect(store.seen[0]).toMatchObject({
      method: 'POST',
      path: '/upload-asset',
      headers: {
        'x-api-key': 'SG_secret',
        accept: 'application/json, text/plain, */*',
        'content-type': 'application/json',
        'content-length': String(store.seen[0]?.body.length),
      },
    });
    expect(Object.keys(Body.parse(store.seen[0]?.json))).toEqual(Object.keys(UPLOAD));
    expect(store.seen[0]?.json).toEqual({ data_urls: [`data:video/mp4;base64,${bytes.toString('base64')}`] });
    expect(api.seen).toHaveLength(0);
  });

  // Around the 256 KiB in which files are read, and the three bytes that base64 takes together.
  it.each([1, 2, 3, 4, 262_143, 262_144, 262_145, 262_146, 524_289, 1_000_000])(
    'hands over %i bytes as they are',
    async (length) => {
      const bytes = randomBytes(length);
      await upload(() => ({ body: UPLOADED }), bytes);
      const [address] = Body.parse(store.seen[0]?.json).data_urls;
      const [type, data = ''] = address.split(',');
      expect(type).toBe('data:video/mp4;base64');
      expect(Buffer.from(data, 'base64').equals(bytes)).toBe(true);
    },
  );

  it.each([
    [400, 'File is required'],
    [415, 'Unsupported Media Type'],
    [422, 'file: field required'],
  ])('becomes a form where JSON is refused by %i', async (status, error) => {
    const bytes = randomBytes(300_000);
    const answer = (request: Seen) =>
      formOf(request) === 'multipart/form-data' ? { body: UPLOADED } : { status, body: { error } };
    expect(await upload(answer, bytes)).toBe(ADDRESS);
    expect(store.seen.map(formOf)).toEqual(['application/json', 'multipart/form-data']);
    const part = await partOf(store.seen[1]);
    expect(part.name).toBe('B_r_1_.mp4');
    expect(part.type).toBe('video/mp4');
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('takes the address as others have seen it named, too', async () => {
    expect(await upload(() => ({ body: { file_urls: [ADDRESS] } }))).toBe(ADDRESS);
  });

  it.each([
    [400, 'bad_request', false, 2],
    [401, 'provider_access', false, 1],
    [406, 'provider_funds', false, 1],
    [413, 'bad_media', false, 1],
    [429, 'provider_busy', true, 1],
    [500, 'provider_down', true, 1],
  ])('that is refused by %i ends so', async (status, code, retryable, requests) => {
    await expect(upload(() => ({ status, body: { error: 'no' } }))).rejects.toMatchObject({
      code,
      retryable,
    });
    expect(store.seen).toHaveLength(requests);
  });

  it.each([
    ['no address', { urls: [] }],
    ['no web address', { urls: ['file:///a'] }],
    ['another field', { url: 7 }],
  ])('is not understood when it is answered with %s', async (_what, body) => {
    await expect(upload(() => ({ body }))).rejects.toMatchObject({
      code: 'provider_failed',
      retryable: true,
    });
  });

  it('ends at once with the reason of whoever stops it', async () => {
    store.answer = () => undefined;
    const stop = new AbortController();
    const file = await aFile(randomBytes(10));
    const uploading = expect(provider.upload(file, stop.signal)).rejects.toThrow('shutting down');
    await expect.poll(() => store.seen.length).toBe(1);
    stop.abort(new Error('shutting down'));
    await uploading;
  });

  it('fails when the file is not as long as it was', async () => {
    store.answer = () => ({ body: UPLOADED });
    const file = await aFile(randomBytes(100), { bytes: 90 });
    await expect(provider.upload(file, new AbortController().signal)).rejects.toMatchObject({
      code: 'provider_down',
    });
  });
});

describe('a large upload', () => {
  const SIZE = 150_000_000;
  const GROWTH = 32_000_000;

  it('goes through without the process growing with it', async () => {
    const [small, large] = [path.join(dir, 'small'), path.join(dir, 'large')];
    const part = randomBytes(300_000);
    await writeFile(small, part);
    await writeFile(large, Array(SIZE / part.length).fill(part));
    const sink = fork(new URL('../http/upload-sink.child.ts', import.meta.url));
    const [port] = await once(sink, 'message');
    const url = `http://127.0.0.1:${port}`;
    const streaming = new Segmind({ apiKey: 'SG_secret', url, uploadUrl: url });
    const send = (file: string, bytes: number) =>
      streaming.upload(
        { path: file, name: 'a.mp4', contentType: 'video/mp4', bytes },
        new AbortController().signal,
      );
    try {
      await send(small, part.length);
      expect(await growthDuring(() => send(large, SIZE))).toBeLessThan(GROWTH);
      const { data } = z
        .object({ data: z.object({ bytes: z.number() }) })
        .parse(await (await fetch(url)).json());
      expect(data.bytes).toBeGreaterThan((SIZE * 4) / 3);
    } finally {
      await streaming.close();
      sink.kill();
    }
  });
});

/** The file as another implementation of forms reads it. */
async function partOf(form: Seen | undefined): Promise<File> {
  const type = String(form?.headers['content-type']);
  const body = new Uint8Array(form?.body ?? []);
  const part = (await new Response(body, { headers: { 'content-type': type } }).formData()).get('file');
  if (!(part instanceof File)) throw new Error('The form has no file');
  return part;
}
