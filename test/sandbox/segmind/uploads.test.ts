import { randomBytes } from 'node:crypto';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/segmind/switches.ts';
import { Caller } from './caller.ts';

describe('the file store of the Segmind stand-in', () => {
  let caller: Caller;
  const bytes = randomBytes(100_000);
  beforeAll(async () => {
    caller = await Caller.start();
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  it('serves what it took to anybody, whole or in part', async () => {
    const { uploads } = caller.standIn;
    const address = await caller.upload(bytes);
    expect(caller.standIn.uploads).toBe(uploads + 1);
    const whole = await request(address);
    expect(whole.headers['content-type']).toBe('video/mp4');
    expect(Buffer.from(await whole.body.arrayBuffer()).equals(bytes)).toBe(true);
    const part = await request(address, { headers: { range: 'bytes=10-19' } });
    expect(part.statusCode).toBe(206);
    expect(Buffer.from(await part.body.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
  });

  it('gives every file an address of its own', async () => {
    const files = ['AAAA', 'AAAA'].map((data) => `data:image/png;base64,${data}`);
    const { body } = await caller.post('/upload-asset', { data_urls: files });
    expect(new Set(body.urls).size).toBe(2);
  });

  it.each([
    ['no files', { data_urls: [] }],
    ['an address', { data_urls: ['https://a.example/1.png'] }],
    ['what is not base64', { data_urls: ['data:image/png;base64,%%%'] }],
    ['another field', { data_urls: ['data:image/png;base64,AAAA'], name: 'a.png' }],
  ])('refuses %s', async (_what, body) => {
    const refused = { status: 400, body: { error: expect.stringMatching(/data URLs/) } };
    expect(await caller.post('/upload-asset', body)).toMatchObject(refused);
  });

  it('refuses a form, unless it is told to take nothing else', async () => {
    expect(await caller.postForm('file', bytes)).toMatchObject({ status: 415 });
    caller.standIn.switches.uploadsAs = 'form';
    const { body } = await caller.postForm('file', bytes);
    const served = await request(body.file_urls[0]);
    expect(Buffer.from(await served.body.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await caller.postForm('image', bytes)).toMatchObject({ status: 422 });
    expect(await caller.post('/upload-asset', { data_urls: [] })).toMatchObject({ status: 400 });
  });

  it('refuses those without the key', async () => {
    expect(await caller.post('/upload-asset', {}, { 'x-api-key': 'of-nobody' })).toMatchObject({
      status: 401,
    });
  });
});
