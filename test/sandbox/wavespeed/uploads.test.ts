import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/wavespeed/switches.ts';
import { Caller } from './caller.ts';

const BYTES = Buffer.from('0123456789'.repeat(100));

describe('uploads to the WaveSpeed stand-in', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await Caller.start();
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  async function put(headers: object, body: Uint8Array = BYTES, size = BYTES.length) {
    const { body: ticket } = await caller.ticket(size);
    const { url, headers: wanted } = ticket.data.upload;
    const answer = await request(url, { method: 'PUT', headers: { ...wanted, ...headers }, body });
    await answer.body.dump();
    return { status: answer.statusCode, ticket: ticket.data };
  }

  it('begin with a ticket of exactly the documented shape', async () => {
    const { status, body } = await caller.ticket(1000, 'my clip.mp4');
    expect(status).toBe(200);
    expect(body).toEqual({
      code: 200,
      message: 'success',
      data: {
        type: 'video',
        download_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/media\/[0-9a-f]+\/my%20clip\.mp4$/),
        filename: 'my clip.mp4',
        size: 1000,
        upload: {
          method: 'PUT',
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/uploads\/[0-9a-f]+$/),
          headers: {
            'Content-Type': 'video/mp4',
            'If-None-Match': '*',
            'X-Upload-Token': expect.any(String),
          },
          expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      },
    });
  });

  it('are served publicly, whole and in parts, as soon as they have arrived', async () => {
    const before = caller.standIn.uploads;
    const { body } = await caller.ticket(BYTES.length);
    const { download_url: address, upload } = body.data;
    expect((await caller.get(address, {})).status).toBe(404);
    await (await request(upload.url, { method: 'PUT', headers: upload.headers, body: BYTES })).body.dump();
    expect(caller.standIn.uploads).toBe(before + 1);

    const whole = await request(address);
    expect(whole.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000',
      'accept-ranges': 'bytes',
    });
    expect(Buffer.from(await whole.body.arrayBuffer()).equals(BYTES)).toBe(true);
    for (const [range, text, said] of [
      ['bytes=0-3', '0123', 'bytes 0-3/1000'],
      ['bytes=997-', '789', 'bytes 997-999/1000'],
      ['bytes=-2', '89', 'bytes 998-999/1000'],
      ['bytes=998-5000', '89', 'bytes 998-999/1000'],
    ]) {
      const part = await request(address, { headers: { range } });
      expect([part.statusCode, part.headers['content-range'], await part.body.text()]).toEqual([
        206,
        said,
        text,
      ]);
    }
    const beyond = await request(address, { headers: { range: 'bytes=1000-' } });
    expect([beyond.statusCode, beyond.headers['content-range'], await beyond.body.text()]).toEqual([
      416,
      'bytes */1000',
      '',
    ]);
  });

  it('need exactly the headers of the ticket', async () => {
    expect((await put({})).status).toBe(200);
    expect((await put({ 'If-None-Match': 'abc' })).status).toBe(403);
    expect((await put({ 'X-Upload-Token': 'abc' })).status).toBe(403);
    expect((await put({ Authorization: `Bearer ${caller.standIn.apiKey}` })).status).toBe(400);
  });

  it('must be as long as was said, and happen once', async () => {
    expect((await put({}, BYTES, BYTES.length + 1)).status).toBe(400);
    const { ticket } = await put({});
    const { url, headers } = ticket.upload;
    const again = await request(url, { method: 'PUT', headers, body: BYTES });
    await again.body.dump();
    expect(again.statusCode).toBe(412);
  });

  it('are refused when the ticket has expired or was never given', async () => {
    caller.standIn.switches.ticketMs = -1;
    expect((await put({})).status).toBe(403);
    const unknown = await request(`${caller.standIn.url}/uploads/abc`, { method: 'PUT', body: BYTES });
    await unknown.body.dump();
    expect(unknown.statusCode).toBe(404);
  });

  it('get no ticket without a key, without a size, or above 300 MB', async () => {
    expect((await caller.post('/api/v3/media/uploads', { filename: 'a', size: 1 }, {})).status).toBe(401);
    expect(await caller.post('/api/v3/media/uploads', { filename: 'a' })).toMatchObject({
      status: 400,
      body: { code: 400 },
    });
    expect(await caller.ticket(300_000_001)).toMatchObject({ status: 413, body: { code: 413 } });
  });
});
