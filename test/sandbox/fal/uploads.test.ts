import { randomBytes } from 'node:crypto';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/fal/switches.ts';
import { Caller } from './caller.ts';

const BYTES = randomBytes(1_000);
const TYPE = { 'content-type': 'video/mp4' };

describe('uploads to the fal stand-in', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await Caller.start();
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  async function begun(inParts = false): Promise<{ file: string; to: string; below(name: string): string }> {
    const { body } = await caller.startUpload(inParts);
    const { origin, pathname, search } = new URL(body.upload_url);
    const below = (name: string) => `${origin}${pathname}/${name}${search}`;
    return { file: body.file_url, to: body.upload_url, below };
  }

  async function served(address: string): Promise<Buffer> {
    const { body } = await request(address);
    return Buffer.from(await body.arrayBuffer());
  }

  it('begin with the two addresses', async () => {
    expect(await caller.startUpload()).toMatchObject({
      status: 200,
      body: {
        file_url: expect.stringMatching(/\/media\/[0-9a-f]+\/my%20clip\.mp4$/),
        upload_url: expect.stringMatching(/\/uploads\/[0-9a-f]+\?token=[0-9a-f]+$/),
      },
    });
  });

  it('are served to anybody as soon as they have arrived', async () => {
    const before = caller.standIn.uploads;
    const { file, to } = await begun();
    expect((await caller.get(file)).status).toBe(404);
    expect((await caller.send('PUT', to, BYTES, TYPE)).status).toBe(200);
    expect(caller.standIn.uploads).toBe(before + 1);
    expect((await served(file)).equals(BYTES)).toBe(true);
  });

  it('are put once, with the type that was named and nothing else that tells who one is', async () => {
    const { to } = await begun();
    const key = { authorization: `Key ${caller.standIn.apiKey}` };
    expect((await caller.send('PUT', to, BYTES, { ...TYPE, ...key })).status).toBe(400);
    expect((await caller.send('PUT', to, BYTES, { 'content-type': 'image/png' })).status).toBe(403);
    expect((await caller.send('PUT', to.replace(/token=./, 'token=_'), BYTES, TYPE)).status).toBe(403);
    expect((await caller.send('PUT', to, BYTES, TYPE)).status).toBe(200);
    expect((await caller.send('PUT', to, BYTES, TYPE)).status).toBe(412);
    caller.standIn.switches.uploadMs = -1;
    expect((await caller.send('PUT', (await begun()).to, BYTES, TYPE)).status).toBe(403);
  });

  it('in parts are put together in their order, whatever came twice', async () => {
    const { file, below } = await begun(true);
    const [first, second] = [BYTES.subarray(0, 600), BYTES.subarray(600)];
    const put = (number: number, bytes: Uint8Array) => caller.send('PUT', below(String(number)), bytes, {});
    const last = await put(2, second);
    await put(1, second);
    const again = await put(1, first);
    expect(again.body).toEqual({ partNumber: 1, etag: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const complete = async (parts: object[]) =>
      (await caller.send('POST', below('complete'), JSON.stringify({ parts }), {})).status;
    expect(await complete([again.body])).toBe(400);
    expect(await complete([last.body, again.body])).toBe(400);
    expect(await complete([{ ...again.body, etag: 'x' }, last.body])).toBe(400);
    expect(await complete([])).toBe(400);
    expect((await caller.get(file)).status).toBe(404);
    expect(await complete([again.body, last.body])).toBe(200);
    expect((await served(file)).equals(BYTES)).toBe(true);
  });

  it('do not mix the two ways', async () => {
    const [whole, parts] = [await begun(), await begun(true)];
    expect((await caller.send('PUT', parts.to, BYTES, TYPE)).status).toBe(404);
    expect((await caller.send('PUT', whole.below('1'), BYTES, {})).status).toBe(404);
  });

  it('begin for nobody without the key, the storage’s type and both fields', async () => {
    const address = '/storage/upload/initiate?storage_type=fal-cdn-v3';
    const body = { content_type: 'video/mp4', file_name: 'a.mp4' };
    expect((await caller.send('POST', address, JSON.stringify(body), {})).status).toBe(401);
    expect((await caller.post('/storage/upload/initiate', body)).status).toBe(400);
    expect((await caller.post(address, { file_name: 'a.mp4' })).status).toBe(422);
    expect((await caller.post(address, { ...body, size: 7 })).status).toBe(422);
  });
});
