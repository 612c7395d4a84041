import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APP, Caller } from './caller.ts';

describe('faults of the fal stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24, sound: false });
  });
  beforeEach(() => caller.standIn.faults.clear());
  afterAll(() => caller.stop());

  it('go by short names, and hit only as often as planned', async () => {
    const { body } = await caller.submit(video);
    const { result } = await caller.over(body.request_id);
    const request = `/${APP}/requests/${body.request_id}`;
    const [whole, parts] = [(await caller.startUpload()).body, (await caller.startUpload(true)).body];
    const part = parts.upload_url.replace('?', '/1?');
    const complete = parts.upload_url.replace('?', '/complete?');
    const ask = {
      submit: () => caller.submit(video),
      status: () => caller.get(`${request}/status`),
      result: () => caller.get(request),
      cancel: () => caller.send('PUT', `${request}/cancel`),
      upload: () => caller.startUpload(),
      upload_in_parts: () => caller.startUpload(true),
      bytes: () => caller.send('PUT', whole.upload_url, Buffer.of(1), { 'content-type': 'video/mp4' }),
      part: () => caller.send('PUT', part, Buffer.of(1), {}),
      complete: () => caller.send('POST', complete, '{"parts":[]}', {}),
      media: () => caller.send('GET', video, null, {}),
      output: () => caller.send('GET', result.body.video.url, null, {}),
    };
    for (const [name, call] of Object.entries(ask)) {
      caller.standIn.faults.add(name, { kind: 'status', status: 503 });
      expect((await call()).status, name).toBe(503);
      expect((await call()).status, name).not.toBe(503);
    }
  });

  it('lose an answer to a submission that was taken', async () => {
    const before = caller.standIn.submissions;
    caller.standIn.faults.add('submit', { kind: 'reset_after_accept' });
    await expect(caller.submit(video)).rejects.toThrow();
    expect(caller.standIn.submissions).toBe(before + 1);
  });

  it('refuse in the words of fal', async () => {
    caller.standIn.faults.add('submit', { kind: 'rate_limited', retryAfterSeconds: 7 });
    expect(await caller.submit(video)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      body: { detail: 'Too Many Requests' },
    });
  });
});
