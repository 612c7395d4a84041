import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Catalogue } from '../../../../src/core/providers/catalogue.ts';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { type Scripted, ScriptedApi } from '../http/scripted-api.ts';
import { aSubmission } from './a-submission.ts';
import { ACCEPTED, PATHS, QUESTIONS, SUBMISSION, TICKET, WEBHOOK } from './documented.ts';

const SECRET = 'whsec_of-this-test';
const { signal } = new AbortController();
let dir: string;
let api: ScriptedApi;
let provider: WaveSpeed;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-requests-'));
  api = await ScriptedApi.start();
  provider = new WaveSpeed({ apiKey: 'secret-key', url: api.url });
});
beforeEach(() => {
  api.seen.length = 0;
});
afterAll(async () => {
  await provider.close();
  await api.stop();
  await rm(dir, { recursive: true });
});

const answer = (scripted: Scripted) => {
  api.answer = () => scripted;
};
const submission = (name: keyof typeof PATHS = 'kling-o3-pro') =>
  aSubmission({
    model: new Catalogue(['wavespeed']).named(name) ?? aSubmission().model,
    prompt: SUBMISSION.prompt,
    inputs: { videoUrl: SUBMISSION.video, imageUrls: SUBMISSION.images },
    keepSound: true,
  });

it.each(['kling-o3-pro', 'kling-o3-std'] as const)(
  'submits to %s as its page says, field by field',
  async (name) => {
    answer({ body: ACCEPTED });
    expect(await provider.submit(submission(name), signal)).toEqual({
      kind: 'accepted',
      predictionId: ACCEPTED.data.id,
    });
    expect(api.seen.map(({ path: to, json }) => [to, json])).toEqual([[PATHS[name], SUBMISSION]]);
  },
);

it('names the address of its webhook in the query, and nowhere else', async () => {
  answer({ body: ACCEPTED });
  const webhook = 'https://recut.example/webhooks/wavespeed/x/y?z=1';
  await provider.submit({ ...submission(), webhook }, signal);
  const [sent] = api.seen;
  expect(sent?.path).toBe(`${PATHS['kling-o3-pro']}?webhook=${encodeURIComponent(webhook)}`);
  expect(sent?.json).toEqual(SUBMISSION);
});

it('asks for a ticket as the clients do', async () => {
  const file = {
    path: path.join(dir, 'clip.mp4'),
    name: 'clip.mp4',
    contentType: 'video/mp4' as const,
    bytes: 3,
  };
  await writeFile(file.path, 'abc');
  answer({ status: 403, body: { code: 403, message: 'no' } });
  await provider.upload(file, signal).catch(() => undefined);
  expect(api.seen[0]).toMatchObject({ method: 'POST', path: TICKET.path });
  expect(Object.keys(api.seen[0]?.json as object).sort()).toEqual(TICKET.fields);
});

it('asks for the price of exactly what it would submit', async () => {
  answer({ body: { code: 200, data: { model_id: 'x', price: 3.03, discounted_price: 3.03 } } });
  await provider.price(submission(), signal);
  const asked = api.seen.find(({ path: to }) => to === QUESTIONS.price.path);
  expect(Object.keys(asked?.json as object).sort()).toEqual(QUESTIONS.price.fields);
  expect(asked?.json).toMatchObject({
    model_id: 'kwaivgi/kling-video-o3-pro/video-edit',
    inputs: SUBMISSION,
  });
});

it('asks the list and the bill only for what they know', async () => {
  answer({ body: { code: 200, data: { page: 1, page_size: 100, total: 0, items: [] } } });
  await provider.find(submission(), Date.now(), signal);
  await provider.charged({ id: ACCEPTED.data.id, submittedAt: Date.now() }, signal);
  const bodies = (to: string) =>
    api.seen.filter((each) => each.path === to).map(({ json }) => Object.keys(json as object));
  for (const { path: to, fields } of [QUESTIONS.list, QUESTIONS.bill]) {
    expect(bodies(to).length).toBeGreaterThan(0);
    expect(fields).toEqual(expect.arrayContaining(bodies(to).flat()));
  }
});

it('reads the body of a webhook as it is described', async () => {
  answer({ body: { code: 200, data: { secret: SECRET } } });
  const body = Buffer.from(JSON.stringify(WEBHOOK));
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signed = createHmac('sha256', 'of-this-test')
    .update(`msg_1.${timestamp}.`)
    .update(body)
    .digest('hex');
  const headers: Record<string, string> = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v3,${signed}`,
  };
  const call = { header: (name: string) => headers[name], body };
  expect(await provider.readWebhook(call, submission().model, signal)).toEqual({
    id: 'msg_1',
    predictionId: ACCEPTED.data.id,
  });
});
