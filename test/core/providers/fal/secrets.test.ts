import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import { type Scripted, ScriptedApi, type Seen } from '../http/scripted-api.ts';
import { aSubmission, VIDEO } from './a-submission.ts';
import { complaint, LARGEST_WHOLE } from './documented.ts';

const KEY = '0f1e2d3c-key-id:4b5a69788796a5b4';
const SIGNATURE = 'X-Goog-Signature=deadbeef';
const submission = aSubmission();
let dir: string;
let api: ScriptedApi;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-secrets-'));
  await writeFile(path.join(dir, 'small'), 'a clip');
  await writeFile(path.join(dir, 'large'), '');
  await truncate(path.join(dir, 'large'), LARGEST_WHOLE + 1);
  api = await ScriptedApi.start();
});
afterAll(async () => {
  await api.stop();
  await rm(dir, { recursive: true });
});

/** A service that repeats all it was told, and more. */
const echo = ({ headers, body }: Seen) =>
  `${headers.authorization} may not ask ${body.subarray(0, 2_000)} nor read https://s3.example/o?${SIGNATURE}`;

const started = (store: string): Scripted => ({
  body: { file_url: VIDEO, upload_url: `${store}/o?${SIGNATURE}` },
});
const isStorage = ({ path: at }: Seen) => at.startsWith('/storage');

const answers: readonly [string, (request: Seen) => Scripted | undefined][] = [
  ['400', (request) => ({ status: 400, body: { detail: echo(request) } })],
  ['422', (request) => ({ status: 422, body: { detail: [{ ...complaint('one_of'), msg: echo(request) }] } })],
  ['401', (request) => ({ status: 401, body: { detail: echo(request) } })],
  ['503', (request) => ({ status: 503, body: { detail: echo(request) } })],
  ['503 in text', (request) => ({ status: 503, body: echo(request) })],
  ['an answer of another shape', (request) => ({ body: { told: echo(request) } })],
  ['a redirect', () => ({ status: 302, headers: { location: `https://s3.example/o?${SIGNATURE}` } })],
  ['no answer', () => undefined],
  [
    'a refusal by the file store',
    (request) => (isStorage(request) ? started(api.url) : { status: 403, body: echo(request) }),
  ],
  ['a file store that is not there', () => started('http://127.0.0.1:9')],
];

describe('what goes wrong at fal', () => {
  it.each(answers)('is told without the key, a signature or the prompt: %s', async (what, answer) => {
    const short = { answer: 150, submit: 150, upload: 150 };
    const limits = { partPause: 1, ...(what === 'no answer' && short) };
    const provider = new Fal({ apiKey: KEY, queueUrl: api.url, restUrl: api.url, limits });
    api.answer = answer;
    const { signal } = new AbortController();
    const file = { name: 'a.mp4', contentType: 'video/mp4' } as const;
    const endings = await Promise.allSettled([
      provider.upload({ ...file, path: path.join(dir, 'small'), bytes: 6 }, signal),
      provider.upload({ ...file, path: path.join(dir, 'large'), bytes: LARGEST_WHOLE + 1 }, signal),
      provider.submit(submission, signal),
      provider.read('fal-ai/kling-video/requests/r1', signal),
      provider.cancel('fal-ai/kling-video/requests/r1', signal),
    ]);
    await provider.close();
    expect(endings.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2);
    const all = inspect(endings, { depth: 12, showHidden: true });
    for (const secret of [KEY, SIGNATURE, 'signature=abc', submission.prompt])
      expect(all).not.toContain(secret);
  });
});
