import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit, EditId } from '../src/core/edit/edit.ts';
import { readToken, writeToken } from '../src/core/handout/link-token.ts';
import { OwnServer } from '../src/core/handout/own-server.ts';
import { Workspace } from '../src/core/media/workspace.ts';
import { takePages } from '../src/take-pages.ts';
import { ASKED_AT, aClip, anEdit } from './core/edit/an-edit.ts';

const SECRET = 'x'.repeat(32);
const BYTES = Buffer.from('0123456789');
const HOUR_MS = 60 * 60_000;

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
  pages = takePages({ secret: SECRET, store, workspace, clock });
  const server = new OwnServer({
    publicUrl: 'https://recut.example',
    secret: SECRET,
    keepMs: HOUR_MS,
    clock,
  });
  const offer = { edit: edit.id, path, name: take.name, bytes: BYTES.length, sha256: '' };
  link = new URL((await server.offer(offer)).url).pathname;
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
