import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Segmind } from '../../../../src/core/providers/segmind.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';
import { aSubmission } from './a-submission.ts';

const KEY = 'SG_0123456789abcdef';
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
  `${headers['x-api-key']} may not ask ${body} nor read https://s3.example/o?${SIGNATURE}`;

const answers: readonly [string, (request: Seen) => Scripted | undefined][] = [
  ['400', (request) => ({ status: 400, body: { error: echo(request) } })],
  ['401', (request) => ({ status: 401, body: { error: { message: echo(request) } } })],
  ['422', (request) => ({ status: 422, body: { detail: [{ msg: echo(request) }] } })],
  ['503', (request) => ({ status: 503, body: { message: echo(request) } })],
  ['503 in text', (request) => ({ status: 503, body: echo(request) })],
  ['an answer of another shape', (request) => ({ body: { told: echo(request) } })],
  ['a redirect', () => ({ status: 302, headers: { location: `https://s3.example/o?${SIGNATURE}` } })],
  ['no answer', () => undefined],
];

describe('what goes wrong at Segmind', () => {
  it.each(answers)('is told without the key, a signature or the prompt: %s', async (what, answer) => {
    const limits = what === 'no answer' ? { answer: 150, submit: 150, upload: 150 } : {};
    const provider = new Segmind({ apiKey: KEY, url: api.url, uploadUrl: api.url, limits });
    api.answer = answer;
    const signal = new AbortController().signal;
    const file = { path: path.join(dir, 'a'), name: 'a.mp4', contentType: 'video/mp4', bytes: 6 } as const;
    const endings = await Promise.allSettled([
      provider.upload(file, signal),
      provider.submit(submission, signal),
      provider.read('p1', signal),
      provider.balance(signal),
    ]);
    await provider.close();
    expect(endings.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2);
    const all = inspect(endings, { depth: 12, showHidden: true });
    for (const secret of [KEY, SIGNATURE, 'signature=abc', submission.prompt])
      expect(all).not.toContain(secret);
  });
});
