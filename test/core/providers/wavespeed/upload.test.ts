import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProviderFile } from '../../../../src/core/providers/provider.ts';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { growthDuring } from '../http/growth-during.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';

const ADDRESS = 'https://cdn.example/media/own/clip.mp4';
const TICKETS = '/api/v3/media/uploads';
const FORM = '/api/v3/media/upload/binary';
const bytes = randomBytes(300_000);
let dir: string;
let file: ProviderFile;
let api: ScriptedApi;
let store: ScriptedApi;
let provider: WaveSpeed;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-upload-'));
  file = { path: path.join(dir, 'a'), name: 'Bär "1".mp4', contentType: 'video/mp4', bytes: bytes.length };
  await writeFile(file.path, bytes);
  [api, store] = await Promise.all([ScriptedApi.start(), ScriptedApi.start()]);
  provider = new WaveSpeed({ apiKey: 'secret-key', url: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
  store.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await Promise.all([api.stop(), store.stop()]);
  await rm(dir, { recursive: true });
});

const upload = (signal = new AbortController().signal) => provider.upload(file, signal);

function ticket(url: string, headers: object = {}): Scripted {
  const upload = { method: 'PUT', url, headers, expires_at: '2026-11-22T13:00:00Z' };
  return { body: { code: 200, data: { type: 'video', download_url: ADDRESS, filename: 'x', upload } } };
}

describe('an upload by ticket', () => {
  it('puts the bytes with exactly the headers of the ticket, and without the key', async () => {
    api.answer = () => ticket(`${store.url}/o/1?sig=xyz`, { 'If-None-Match': '*', 'x-token': 't' });
    store.answer = () => ({ status: 201 });
    expect(await upload()).toBe(ADDRESS);
    expect(api.seen.map(({ json }) => json)).toEqual([
      { filename: file.name, size: bytes.length, content_type: 'video/mp4' },
    ]);
    const [put] = store.seen;
    expect(put).toMatchObject({ method: 'PUT', path: '/o/1?sig=xyz' });
    expect(put?.body.equals(bytes)).toBe(true);
    expect(put?.headers).toEqual({
      host: new URL(store.url).host,
      connection: 'keep-alive',
      'if-none-match': '*',
      'x-token': 't',
      'content-length': String(bytes.length),
    });
  });

  it.each([
    [403, 'provider_down', true],
    [429, 'provider_busy', true],
    [500, 'provider_down', true],
    [413, 'bad_media', false],
  ])('that the store refuses by %i ends so', async (status, code, retryable) => {
    api.answer = () => ticket(`${store.url}/o/1`);
    store.answer = () => ({ status, body: 'AccessDenied' });
    await expect(upload()).rejects.toMatchObject({ code, retryable, status });
    expect(store.seen).toHaveLength(1);
  });

  it.each([
    ['without an address', { body: { code: 200, data: { download_url: ADDRESS } } }],
    [
      'for another method',
      { body: { code: 200, data: { download_url: ADDRESS, upload: { method: 'POST', url: ADDRESS } } } },
    ],
    [
      'for no web address',
      { body: { code: 200, data: { download_url: ADDRESS, upload: { method: 'PUT', url: 'file:///a' } } } },
    ],
  ])('is not understood %s', async (_what, answer) => {
    api.answer = () => answer;
    await expect(upload()).rejects.toMatchObject({ code: 'provider_failed' });
  });

  it('is given up after its time', async () => {
    api.answer = () => ticket(`${store.url}/o/1`);
    store.answer = () => undefined;
    const hasty = new WaveSpeed({ apiKey: 'secret-key', url: api.url, limits: { upload: 500 } });
    await expect(hasty.upload(file, new AbortController().signal)).rejects.toMatchObject({
      code: 'provider_down',
      retryable: true,
    });
    await hasty.close();
  });

  it('ends at once with the reason of whoever stops it', async () => {
    api.answer = () => ticket(`${store.url}/o/1`);
    store.answer = () => undefined;
    const stop = new AbortController();
    const uploading = expect(upload(stop.signal)).rejects.toThrow('shutting down');
    await expect.poll(() => store.seen.length).toBe(1);
    stop.abort(new Error('shutting down'));
    await uploading;
  });

  it('fails when the file is not as long as it was', async () => {
    api.answer = () => ticket(`${store.url}/o/1`);
    store.answer = () => ({});
    const grown = { ...file, bytes: bytes.length - 1 };
    await expect(provider.upload(grown, new AbortController().signal)).rejects.toMatchObject({
      code: 'provider_down',
    });
  });
});

describe('where an upload may go', () => {
  async function uploadVia(given: readonly string[], url: string): Promise<string> {
    const { port } = new URL(api.url);
    // Another name of the same machine, so that the API's own name does not vouch for the address of the store.
    const cautious = new WaveSpeed({
      apiKey: 'secret-key',
      url: `http://localhost:${port}`,
      trustedHosts: given,
    });
    api.answer = () => ticket(url);
    store.answer = () => ({});
    try {
      return await cautious.upload(file, new AbortController().signal);
    } finally {
      await cautious.close();
    }
  }

  it('is not a private network, even over TLS', async () => {
    const url = store.url.replace('http:', 'https:');
    await expect(uploadVia([], `${url}/o/1`)).rejects.toThrow(/private network/);
    expect(store.seen).toHaveLength(0);
  });

  it('is not anywhere without TLS', async () => {
    await expect(uploadVia([], `${store.url}/o/1`)).rejects.toMatchObject({ code: 'provider_failed' });
    expect(store.seen).toHaveLength(0);
  });

  it('is wherever the operator vouches for', async () => {
    expect(await uploadVia(['127.0.0.1'], `${store.url}/o/1`)).toBe(ADDRESS);
  });
});

describe('an upload in one step', () => {
  it.each([404, 405])('takes the place of tickets where those are answered by %i', async (status) => {
    api.answer = ({ path }) =>
      path === TICKETS ? { status } : { body: { code: 200, data: { type: 'video', download_url: ADDRESS } } };
    expect(await upload()).toBe(ADDRESS);
    const [form] = api.asked(`POST ${FORM}`);
    expect(form?.headers).toMatchObject({
      authorization: 'Bearer secret-key',
      'content-length': String(form?.body.length),
    });
    const part = await partOf(form);
    expect(part.name).toBe('B_r_1_.mp4');
    expect(part.type).toBe('video/mp4');
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('says when it is refused', async () => {
    api.answer = ({ path }) => ({ status: path === TICKETS ? 404 : 400, body: { message: 'invalid file' } });
    await expect(upload()).rejects.toMatchObject({ code: 'bad_request', retryable: false });
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

describe('a large upload', () => {
  const SIZE = 180_000_000;
  const GROWTH = 32_000_000;

  it.each([
    ['by ticket', []],
    ['in one step', ['--no-tickets']],
  ])('goes through %s without the process growing with it', async (_how, flags) => {
    const large = path.join(dir, 'large');
    // No two parts that are read one after another are alike.
    await writeFile(large, Array(SIZE / bytes.length).fill(bytes));
    const sink = fork(new URL('../http/upload-sink.child.ts', import.meta.url), flags);
    const [port] = await once(sink, 'message');
    const url = `http://127.0.0.1:${port}`;
    const streaming = new WaveSpeed({ apiKey: 'secret-key', url });
    const send = (change: Partial<ProviderFile>) =>
      streaming.upload({ ...file, ...change }, new AbortController().signal);
    try {
      await send({});
      const growth = await growthDuring(() => send({ path: large, bytes: SIZE }));
      expect(growth).toBeLessThan(GROWTH);
      const { data } = z
        .object({ data: z.object({ bytes: z.number(), sha256: z.string() }) })
        .parse(await (await fetch(url)).json());
      expect(data.bytes).toBeGreaterThanOrEqual(SIZE);
      if (flags.length === 0) expect(data).toEqual({ bytes: SIZE, sha256: await sha256(large) });
    } finally {
      await streaming.close();
      sink.kill();
    }
  });
});

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
