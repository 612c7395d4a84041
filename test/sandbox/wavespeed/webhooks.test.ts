import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/wavespeed/switches.ts';
import { webhookSignature } from '../../../src/sandbox/wavespeed/webhook.ts';
import { Caller, PRO } from './caller.ts';

interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

describe('webhooks of the WaveSpeed stand-in', () => {
  let caller: Caller;
  let video: string;
  const deliveries: Delivery[] = [];
  const answers: number[] = [];
  const receiver = createServer(async (request, response) => {
    deliveries.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answers.shift() ?? 204).end();
  });

  beforeAll(async () => {
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    caller = await Caller.start();
    video = await caller.clip({ seconds: 3, width: 720, height: 720, fps: 24, sound: false });
  });
  beforeEach(() => {
    deliveries.length = 0;
    answers.length = 0;
    Object.assign(caller.standIn.switches, usualSwitches());
    caller.standIn.switches.webhooks.retryMs = 10;
  });
  afterAll(async () => {
    await caller.stop();
    receiver.close();
    receiver.closeAllConnections();
  });

  const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  async function submitted(more: object = {}): Promise<string> {
    const { body } = await caller.submit(
      video,
      more,
      `/api/v3/${PRO}?webhook=${encodeURIComponent(address())}`,
    );
    await caller.over(body.data.id);
    return body.data.id;
  }
  const delivered = (count: number) => expect.poll(() => deliveries.length).toBe(count);
  const signedFor = ({ headers, body }: Delivery, secret = caller.standIn.webhookSecret) => {
    const [id, timestamp] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    return webhookSignature(secret, { id, timestamp, body }) === headers['webhook-signature'];
  };

  it('bring the bare prediction, signed over id, time and body', async () => {
    const id = await submitted();
    await delivered(1);
    const [hook] = deliveries as [Delivery];
    const key = caller.standIn.webhookSecret.slice('whsec_'.length);
    const signed = `${hook.headers['webhook-id']}.${hook.headers['webhook-timestamp']}.${hook.body}`;
    expect(hook.headers['webhook-signature']).toBe(
      `v3,${createHmac('sha256', key).update(signed).digest('hex')}`,
    );
    expect(Math.abs(Number(hook.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(30);
    expect(JSON.parse(hook.body)).toMatchObject({
      id,
      model: PRO,
      status: 'completed',
      input: { prompt: 'make it dusk' },
      outputs: [expect.any(String)],
      urls: { get: expect.stringContaining(id) },
    });
  });

  it('tell of a failure too, but of no other ending', async () => {
    await submitted({ prompt: '[moderation]' });
    await delivered(1);
    expect(JSON.parse(deliveries[0]?.body ?? '')).toMatchObject({ status: 'failed', code: 1200 });
    await submitted({ prompt: '[cancelled]' });
    await submitted();
    await delivered(2);
  });

  it('are tried four times in all, as the same delivery', async () => {
    answers.push(500, 503, 404, 500);
    await submitted();
    await delivered(4);
    expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(deliveries).toHaveLength(4);
  });

  it('can come twice, late, or never', async () => {
    const { webhooks } = caller.standIn.switches;
    webhooks.duplicates = 1;
    webhooks.delayMs = 150;
    await submitted();
    expect(deliveries).toHaveLength(0);
    await delivered(2);
    Object.assign(webhooks, { duplicates: 0, delayMs: 0, lost: true });
    await submitted();
    webhooks.lost = false;
    await submitted();
    await delivered(3);
  });

  it('can come out of order, an earlier one after a later one', async () => {
    const { webhooks } = caller.standIn.switches;
    webhooks.overtaken = true;
    const first = await submitted();
    webhooks.overtaken = false;
    const second = await submitted();
    await delivered(2);
    expect(deliveries.map(({ body }) => JSON.parse(body).id)).toEqual([second, first]);
  });

  it('can be signed by another, or be ten minutes old', async () => {
    const { webhooks } = caller.standIn.switches;
    webhooks.signature = 'wrong';
    await submitted();
    await delivered(1);
    expect(signedFor(deliveries[0] as Delivery)).toBe(false);
    webhooks.signature = 'stale';
    await submitted();
    await delivered(2);
    expect(signedFor(deliveries[1] as Delivery)).toBe(true);
    expect(Number(deliveries[1]?.headers['webhook-timestamp'])).toBeLessThan(Date.now() / 1000 - 500);
  });
});
