import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { Bucket } from '../../../src/core/handout/bucket.ts';
import { BucketStandIn } from '../../../src/sandbox/bucket/stand-in.ts';

const NEVER = new AbortController().signal;
const DAY_MS = 24 * 60 * 60_000;
const EDIT = '01JD3Q8Z5W0000000000000001' as EditId;
const BYTES = Buffer.alloc(300_000, 'take');

let standIn: BucketStandIn;
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recut-bucket-'));
  standIn = await BucketStandIn.start({ dir: join(folder, 'bucket') });
  path = join(folder, 'take');
  await writeFile(path, BYTES);
});
afterAll(async () => {
  await standIn?.stop();
  await rm(folder, { recursive: true, force: true });
});

function bucket(changes: Partial<ConstructorParameters<typeof Bucket>[0]> = {}): Bucket {
  const { env } = standIn;
  return new Bucket({
    endpoint: env['BUCKET_ENDPOINT'] ?? '',
    bucket: env['BUCKET_NAME'] ?? '',
    region: env['BUCKET_REGION'] ?? '',
    accessKeyId: env['BUCKET_KEY_ID'] ?? '',
    secretAccessKey: env['BUCKET_SECRET'] ?? '',
    keepMs: 14 * DAY_MS,
    clock: { now: Date.now },
    ...changes,
  });
}

function aTake(changes: { name?: string; sha256?: string } = {}) {
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  return { edit: EDIT, path, name: 'promo-take-1.mp4', bytes: BYTES.length, sha256, ...changes };
}

it('keeps a take, gives it to whoever has its address, for a week at most, and to nobody else', async () => {
  const { url, until } = await bucket().offer(aTake({ name: `Mara's "café" (1).mp4` }), NEVER);
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES)).toBe(true);
  expect(answer.headers.get('content-type')).toBe('video/mp4');
  expect(answer.headers.get('content-disposition')).toBe('inline; filename="Mara_s _caf__ (1).mp4"');
  expect(Math.round((until - Date.now()) / DAY_MS)).toBe(7);
  expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
  expect((await fetch(`${url.slice(0, -1)}${url.endsWith('0') ? 1 : 0}`)).status).toBe(403);
});

it('gives nothing once the time is over', async () => {
  const { url } = await bucket({ keepMs: DAY_MS }).offer(aTake(), NEVER);
  standIn.now = () => Date.now() + 2 * DAY_MS;
  expect((await fetch(url)).status).toBe(403);
  standIn.now = Date.now;
  expect((await fetch(url)).status).toBe(200);
});

it('takes a take away again, also twice', async () => {
  const { url } = await bucket().offer(aTake(), NEVER);
  await bucket().withdraw(EDIT);
  await bucket().withdraw(EDIT);
  expect(standIn.keys).toEqual([]);
  expect((await fetch(url)).status).toBe(404);
});

it('tries again where that may help, and says what is wrong where it does not', async () => {
  standIn.failing = { times: 2, status: 503 };
  await bucket().offer(aTake(), NEVER);
  standIn.failing = { times: 3, status: 503 };
  await expect(bucket().offer(aTake(), NEVER)).rejects.toMatchObject({ code: 'bucket_refused' });
  const stranger = bucket({ secretAccessKey: 'another secret' });
  await expect(stranger.offer(aTake(), NEVER)).rejects.toThrow('The bucket answered PUT with HTTP 403');
  await expect(bucket().offer(aTake({ sha256: 'a'.repeat(64) }), NEVER)).rejects.toThrow('HTTP 400');
  const nowhere = bucket({ endpoint: 'http://127.0.0.1:1' });
  await expect(nowhere.offer(aTake(), NEVER)).rejects.toMatchObject({ code: 'bucket_unreachable' });
});
