import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit, EditId } from '../src/core/edit/edit.ts';
import { Bucket } from '../src/core/handout/bucket.ts';
import { readToken, writeToken } from '../src/core/handout/link-token.ts';
import { OwnServer } from '../src/core/handout/own-server.ts';
import { Workspace } from '../src/core/media/workspace.ts';
import { BucketStandIn } from '../src/sandbox/bucket/stand-in.ts';
import { takePages } from '../src/take-pages.ts';
import { ASKED_AT, aClip, anEdit } from './core/edit/an-edit.ts';

const SECRET = 'x'.repeat(32);
const BYTES = Buffer.from('0123456789');
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const NEVER = new AbortController().signal;

let now = ASKED_AT;
let edit: Edit;
let pages: ReturnType<typeof takePages>;
let link: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recut-takes-'));
  const workspace = new Workspace(folder);
  const take = { ...aClip({ name: 'Größe-take-1.mp4', file: 'take' }), number: 1, sensitive: false };
  edit = anEdit('delivered', { take });
  const path = workspace.pathFor(edit.id, 'take');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, BYTES);
  await writeFile(workspace.pathFor(edit.id, 'source'), 'what was given');
  const store = { read: async (id: EditId) => (id === edit.id ? edit : null) };
  const clock = { now: () => now };
  pages = takePages({ secret: SECRET, store, workspace, bucket: null, clock });
  const server = new OwnServer({
    publicUrl: 'https://recut.example',
    secret: SECRET,
    keepMs: HOUR_MS,
    bucket: null,
    clock,
  });
  const offer = { edit: edit.id, path, name: take.name, bytes: BYTES.length, sha256: '' };
  link = new URL((await server.offer(offer, NEVER)).url).pathname;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a link to a take', () => {
  it('brings the whole of it, under its name', async () => {
    const answer = await pages.request(link);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('0123456789');
    expect(answer.headers.get('content-type')).toBe('video/quicktime');
    expect(answer.headers.get('content-length')).toBe('10');
    expect(answer.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''Gr%C3%B6%C3%9Fe-take-1.mp4",
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=4-2', 416, '', 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['pages=1-2', 200, '0123456789', null],
  ])('brings a part of it, as players ask for: %s', async (range, status, text, contentRange) => {
    const answer = await pages.request(link, { headers: { range } });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get('content-range')).toBe(contentRange);
  });

  it('ends when it says so', async () => {
    now = ASKED_AT + HOUR_MS;
    const answer = await pages.request(link);
    expect([answer.status, await answer.text()]).toEqual([
      410,
      'This link has ended. Ask whoever runs Recut for the take.',
    ]);
    now = ASKED_AT;
  });

  it('brings nothing to who makes one up, changes one, or walks the folders', async () => {
    const [, , token = ''] = link.split('/');
    const [id = '', until = '', signature = ''] = token.split('.');
    const other = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    const later = (Number.parseInt(until, 36) + 1).toString(36);
    const made = writeToken('y'.repeat(32), { edit: edit.id, until: now + HOUR_MS });
    for (const guess of [
      `${other}.${until}.${signature}`,
      `${id}.${later}.${signature}`,
      `${id}.${until}.${signature.slice(0, -1)}`,
      `${id}.${until}.${'A'.repeat(43)}`,
      `${id}.${until}.`,
      id,
      made,
      '..%2f..%2fetc%2fpasswd',
    ]) {
      expect((await pages.request(`/takes/${guess}/take.mp4`)).status).toBe(404);
    }
    for (const path of ['/takes', '/takes/', `/takes/${token}`, `/takes/${token}/`, `/takes/${token}/a/b`]) {
      expect((await pages.request(path)).status).toBe(404);
    }
    expect(await (await pages.request(`/takes/${token}/..%2Fsource`)).text()).toBe('0123456789');
  });

  it('brings nothing of a take that is kept back, or is not there any more', async () => {
    const whole = edit;
    edit = { ...whole, withheld: 'sensitive' } as Edit;
    expect((await pages.request(link)).status).toBe(404);
    edit = { ...whole, take: { ...aClip({ file: 'other' }), number: 1, sensitive: false } } as Edit;
    expect((await pages.request(link)).status).toBe(404);
    edit = anEdit('running', { id: whole.id });
    expect((await pages.request(link)).status).toBe(404);
    edit = whole;
  });

  it('is read as it was written', () => {
    const token = writeToken(SECRET, { edit: edit.id, until: ASKED_AT });
    expect(readToken(SECRET, token)).toEqual({ edit: edit.id, until: ASKED_AT });
  });
});

describe('a link to a take in a bucket', () => {
  let standIn: BucketStandIn;
  let server: OwnServer;
  let ours: string;

  beforeAll(async () => {
    standIn = await BucketStandIn.start({ dir: join(folder, 'bucket') });
    standIn.now = () => now;
    const { env } = standIn;
    const clock = { now: () => now };
    const keepMs = 14 * DAY_MS;
    const bucket = new Bucket({
      endpoint: env['BUCKET_ENDPOINT'] ?? '',
      bucket: env['BUCKET_NAME'] ?? '',
      region: env['BUCKET_REGION'] ?? '',
      accessKeyId: env['BUCKET_KEY_ID'] ?? '',
      secretAccessKey: env['BUCKET_SECRET'] ?? '',
      keepMs,
      clock,
    });
    const workspace = new Workspace(folder);
    const store = { read: async (id: EditId) => (id === edit.id ? edit : null) };
    pages = takePages({ secret: SECRET, store, workspace, bucket, clock });
    server = new OwnServer({ publicUrl: 'https://recut.example', secret: SECRET, keepMs, bucket, clock });
    const sha256 = createHash('sha256').update(BYTES).digest('hex');
    const path = workspace.pathFor(edit.id, 'take');
    const offer = { edit: edit.id, path, name: 'Größe-take-1.mp4', bytes: BYTES.length, sha256 };
    const { url, until } = await server.offer(offer, NEVER);
    expect(until - now).toBe(keepMs);
    ours = new URL(url).pathname;
  });
  afterAll(async () => {
    now = ASKED_AT;
    await standIn?.stop();
  });

  const led = async (method = 'GET') => {
    const answer = await pages.request(ours, { method });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    return answer.headers.get('location') ?? '';
  };

  it('leads there on every day until it ends, which is later than any address of a bucket does', async () => {
    const first = await led();
    for (const day of [0, 6.9, 7.1, 13.99]) {
      now = ASKED_AT + day * DAY_MS;
      const brought = await fetch(await led());
      expect([brought.status, await brought.text()]).toEqual([200, '0123456789']);
      expect((await fetch(await led('HEAD'), { method: 'HEAD' })).status).toBe(200);
    }
    expect((await fetch(first)).status).toBe(403);
    now = ASKED_AT + 14 * DAY_MS;
    expect((await pages.request(ours)).status).toBe(410);
    now = ASKED_AT;
  });

  it('leads on for an hour, and not beyond its own end', async () => {
    const address = await led();
    now = ASKED_AT + HOUR_MS - 1_000;
    expect((await fetch(address)).status).toBe(200);
    now = ASKED_AT + HOUR_MS + 1_000;
    expect((await fetch(address)).status).toBe(403);
    now = ASKED_AT + 14 * DAY_MS - 60_000;
    const last = await led();
    now = ASKED_AT + 14 * DAY_MS + 1_000;
    expect((await fetch(last)).status).toBe(403);
    now = ASKED_AT;
  });

  it('leads nowhere for who made it up, and for a take that is kept back or was taken away', async () => {
    expect((await pages.request(ours.replace(/\.[\w-]{43}\//, `.${'A'.repeat(43)}/`))).status).toBe(404);
    const whole = edit;
    edit = { ...whole, withheld: 'sensitive' } as Edit;
    expect((await pages.request(ours)).status).toBe(404);
    edit = whole;
    await server.withdraw(edit.id);
    expect(standIn.keys).toEqual([]);
    expect((await fetch(await led())).status).toBe(404);
  });
});
