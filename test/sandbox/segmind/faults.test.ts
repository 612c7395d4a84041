import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { Caller } from './caller.ts';

describe('faults of the Segmind stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24, sound: false });
  });
  beforeEach(() => caller.standIn.faults.clear());
  afterAll(() => caller.stop());

  const before: readonly Fault[] = [
    { kind: 'reset' },
    { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' },
  ];
  const after: readonly Fault[] = [
    { kind: 'reset_after_accept' },
    { kind: 'status_after_accept', status: 504 },
    { kind: 'malformed' },
  ];
  it.each([
    ...before.map((fault) => [fault.kind, fault, 0] as const),
    ...after.map((fault) => [fault.kind, fault, 1] as const),
  ])('%s: a submission is told badly, whether or not it was taken', async (_kind, fault, made) => {
    const had = caller.standIn.submissions;
    caller.standIn.faults.add('submit', fault);
    const answer = await caller.submit(video).catch(() => null);
    expect(answer?.body?.request_id).toBeUndefined();
    expect(caller.standIn.submissions).toBe(had + made);
  });

  it('go by short names, and hit only as often as planned', async () => {
    const { faults } = caller.standIn;
    const { body } = await caller.outcome(video);
    const ask = {
      status: () => caller.get(`/v2/requests/${body.request_id}/status`),
      result: () => caller.get(`/v2/requests/${body.request_id}`),
      upload: () => caller.post('/upload-asset', { data_urls: ['data:image/png;base64,AAAA'] }),
      balance: () => caller.get('/v1/get-user-credits'),
      submit: () => caller.submit(video),
      media: () => caller.get(video, {}),
      output: () => caller.get(body.output, {}),
    };
    for (const [name, call] of Object.entries(ask)) {
      faults.add(name, { kind: 'status', status: 503 }, 2);
      const seen = [await call(), await call(), await call()].map(({ status }) => status);
      expect(seen, name).toEqual([503, 503, 200]);
    }
    faults.add('GET /v1/get-user-credits', { kind: 'rate_limited', retryAfterSeconds: 7 });
    expect(await ask.balance()).toMatchObject({ status: 429, body: { error: 'Too Many Requests' } });
  });

  it('break a download in the middle', async () => {
    const { body } = await caller.outcome(video);
    caller.standIn.faults.add('output', { kind: 'reset_after_accept' });
    const broken = await request(body.output);
    expect(broken.statusCode).toBe(200);
    await expect(broken.body.arrayBuffer()).rejects.toThrow();
  });
});
