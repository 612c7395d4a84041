import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { Caller, PRO } from './caller.ts';

interface Answer {
  status: number;
  retryAfter: unknown;
  text: string;
}

describe('faults of the WaveSpeed stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24, sound: false });
  });
  beforeEach(() => caller.standIn.faults.clear());
  afterAll(() => caller.stop());

  async function submittedUnder(fault: Fault): Promise<{ made: number; answer: Promise<Answer> }> {
    const before = caller.standIn.submissions;
    caller.standIn.faults.add('submit', fault);
    const body = JSON.stringify({ prompt: 'x', video });
    const headers = { authorization: `Bearer ${caller.standIn.apiKey}`, 'content-type': 'application/json' };
    const options = { method: 'POST', headers, body, signal: AbortSignal.timeout(400) } as const;
    const answer = request(`${caller.standIn.url}/api/v3/${PRO}`, options).then(
      async ({ statusCode, headers: said, body: got }) => ({
        status: statusCode,
        retryAfter: said['retry-after'],
        text: await got.text(),
      }),
    );
    await answer.catch(() => {});
    return { made: caller.standIn.submissions - before, answer };
  }

  it('reset the connection before or after the submission is accepted', async () => {
    const before = await submittedUnder({ kind: 'reset' });
    await expect(before.answer).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/),
    });
    expect(before.made).toBe(0);
    const after = await submittedUnder({ kind: 'reset_after_accept' });
    await expect(after.answer).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/),
    });
    expect(after.made).toBe(1);
  });

  it('never answer, before or after the submission is accepted', async () => {
    const before = await submittedUnder({ kind: 'hang' });
    await expect(before.answer).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(before.made).toBe(0);
    const after = await submittedUnder({ kind: 'hang_after_accept' });
    await expect(after.answer).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(after.made).toBe(1);
  });

  it('answer with any status and body, before or after the submission is accepted', async () => {
    const gateway = await submittedUnder({ kind: 'status', status: 502, body: '<html>Bad gateway</html>' });
    expect(await gateway.answer).toMatchObject({ status: 502, text: '<html>Bad gateway</html>' });
    expect(gateway.made).toBe(0);
    const late = await submittedUnder({ kind: 'status_after_accept', status: 504 });
    expect(await late.answer).toMatchObject({ status: 504, text: expect.stringContaining('"code":504') });
    expect(late.made).toBe(1);
    const odd = await submittedUnder({ kind: 'status', status: 200, body: '{"code":1402,"message":"no"}' });
    expect(await odd.answer).toMatchObject({ status: 200, text: '{"code":1402,"message":"no"}' });
  });

  it('limit the rate with a time to come back', async () => {
    const limited = await submittedUnder({ kind: 'rate_limited', retryAfterSeconds: 7 });
    expect(await limited.answer).toMatchObject({ status: 429, retryAfter: '7' });
    expect(limited.made).toBe(0);
  });

  it('cut the answer in half although the work is done, or only delay it', async () => {
    const cut = await submittedUnder({ kind: 'malformed' });
    const { status, text } = await cut.answer;
    expect([status, text]).toEqual([200, expect.stringMatching(/^\{"code":200/)]);
    expect(() => JSON.parse(text)).toThrow();
    expect(cut.made).toBe(1);
    const began = Date.now();
    const slow = await submittedUnder({ kind: 'slow', delayMs: 150 });
    expect(await slow.answer).toMatchObject({ status: 200 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(149);
  });

  it('go by short names and by method and path, and hit only as often as planned', async () => {
    const { faults } = caller.standIn;
    const { id, outputs } = await caller.outcome(video);
    const [output = ''] = outputs as string[];
    const ask = {
      result: () => caller.get(`/api/v3/predictions/${id}/result`),
      list: () => caller.post('/api/v3/predictions', {}),
      upload: () => caller.ticket(10),
      price: () => caller.post('/api/v3/model/price', { model_id: PRO, inputs: {} }),
      balance: () => caller.get('/api/v3/balance'),
      billing: () => caller.post('/api/v3/billings/search', {}),
      models: () => caller.get('/api/v3/models'),
      secret: () => caller.get('/api/v3/webhook/secret'),
      media: () => caller.get(video, {}),
      output: () => caller.get(output, {}),
    };
    for (const [name, call] of Object.entries(ask)) {
      faults.add(name, { kind: 'status', status: 503 }, 2);
      expect([(await call()).status, (await call()).status, (await call()).status], name).toEqual([
        503, 503, 200,
      ]);
    }
    faults.add(/^GET \/api\/v3\/predictions\/[0-9a-f]+\/result$/, { kind: 'status', status: 500 });
    expect((await ask.result()).status).toBe(500);
    faults.add('POST /api/v3/media/uploads', { kind: 'status', status: 500 });
    expect((await ask.upload()).status).toBe(500);
  });

  it('break an upload, whose ticket can then be used again', async () => {
    const bytes = Buffer.alloc(2_000_000, 1);
    const { body } = await caller.ticket(bytes.length);
    const { url, headers } = body.data.upload;
    caller.standIn.faults.add('bytes', { kind: 'reset' });
    await expect(request(url, { method: 'PUT', headers, body: bytes })).rejects.toThrow();
    const again = await request(url, { method: 'PUT', headers, body: bytes });
    await again.body.dump();
    expect(again.statusCode).toBe(200);
  });

  it('break a download in the middle', async () => {
    const { outputs } = await caller.outcome(video);
    caller.standIn.faults.add('output', { kind: 'reset_after_accept' });
    const broken = await request(outputs[0]);
    expect(broken.statusCode).toBe(200);
    await expect(broken.body.arrayBuffer()).rejects.toThrow();
    caller.standIn.faults.add('output', { kind: 'hang_after_accept' });
    const stalled = await request(outputs[0], { bodyTimeout: 200 });
    await expect(stalled.body.arrayBuffer()).rejects.toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' });
  });

  it('leave nothing open when the stand-in stops', async () => {
    const other = await Caller.start();
    other.standIn.faults.add('balance', { kind: 'hang' });
    const hanging = other.get('/api/v3/balance').catch((error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.stop();
    expect(await hanging).toBeInstanceOf(Error);
  });
});
