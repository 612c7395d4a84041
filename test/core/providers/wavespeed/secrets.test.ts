import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WaveSpeed } from '../../../../src/core/providers/wavespeed.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';
import { aSubmission, VIDEO } from './a-submission.ts';

const KEY = 'wsk_live_0123456789';
const SIGNATURE = 'X-Amz-Signature=deadbeef';
const submission = aSubmission();
let dir: string;
let api: ScriptedApi;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-secrets-'));
  await writeFile(path.join(dir, 'a'), 'a clip');
  api = await ScriptedApi.start();
});
afterAll(async () => {
  await api.stop();
  await rm(dir, { recursive: true });
});

/** A service that repeats all it was told, and more. */
const echo = ({ headers, body }: Seen) =>
  `${headers.authorization} may not ask ${body} nor read https://s3.example/o?${SIGNATURE}`;

const answers: readonly [string, (request: Seen) => Scripted | undefined][] = [
  ['400', (request) => ({ status: 400, body: { code: 400, message: echo(request) } })],
  ['401', (request) => ({ status: 401, body: { code: 401, message: echo(request) } })],
  ['503', (request) => ({ status: 503, body: { code: 503, message: echo(request) } })],
  ['400 in the envelope', (request) => ({ body: { code: 400, message: echo(request) } })],
  ['503 in text', (request) => ({ status: 503, body: echo(request) })],
  ['an answer of another shape', (request) => ({ body: { code: 200, data: { told: echo(request) } } })],
  ['a redirect', () => ({ status: 302, headers: { location: `https://s3.example/o?${SIGNATURE}` } })],
  ['no answer', () => undefined],
  [
    'a refusal by the file store',
    (request) => (request.path.startsWith('/api') ? ticket(api.url) : { status: 403, body: echo(request) }),
  ],
  ['a file store that is not there', () => ticket('http://127.0.0.1:9')],
];

function ticket(store: string): Scripted {
  const upload = { method: 'PUT', url: `${store}/o?${SIGNATURE}` };
  return { body: { code: 200, data: { download_url: VIDEO, upload } } };
}

describe('what goes wrong at WaveSpeed', () => {
  it.each(answers)('is told without the key, a signature or the prompt: %s', async (what, answer) => {
    const limits = what === 'no answer' ? { answer: 150, submit: 150, upload: 150 } : {};
    const provider = new WaveSpeed({ apiKey: KEY, url: api.url, limits });
    api.answer = answer;
    const signal = new AbortController().signal;
    const file = { path: path.join(dir, 'a'), name: 'a.mp4', contentType: 'video/mp4', bytes: 6 } as const;
    const endings = await Promise.allSettled([
      provider.upload(file, signal),
      provider.price(submission, signal),
      provider.submit(submission, signal),
      provider.read('p1', signal),
      provider.find(submission, Date.now(), signal),
      provider.balance(signal),
    ]);
    await provider.close();
    expect(endings.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2);
    const all = inspect(endings, { depth: 12, showHidden: true });
    for (const secret of [KEY, SIGNATURE, 'signature=abc', submission.prompt])
      expect(all).not.toContain(secret);
  });
});
