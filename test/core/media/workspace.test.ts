import { mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { safeName, Workspace } from '../../../src/core/media/workspace.ts';
import { temporaryFolder } from './temporary-folder.ts';

const A = '01JD0000000000000000000000' as EditId;
const B = '01JD0000000000000000000001' as EditId;
const HOUR = 3_600_000;

async function write(workspace: Workspace, edit: EditId, file: string, content: string): Promise<string> {
  const path = workspace.pathFor(edit, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

/** As if everything in it had been written that long ago. */
async function age(path: string, ms: number): Promise<void> {
  const then = (Date.now() - ms) / 1000;
  await utimes(path, then, then);
}

describe('a safe file name', () => {
  it.each([
    ['promo.mov', 'promo.mov'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\clips\\beer ad.mp4', 'beer_ad.mp4'],
    ['.bashrc', 'bashrc'],
    ['...', 'file'],
    ['', 'file'],
    ['视频.mp4', '_.mp4'],
    ['a\0b\n.mp4', 'a_b_.mp4'],
    ['"; rm -rf ~;".mp4', '_rm_-rf_.mp4'],
    ['-rf', '-rf'],
  ])('is made of %j: %s', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it('keeps its extension when it is shortened', () => {
    expect(safeName(`${'long'.repeat(100)}.mp4`)).toMatch(/^(long){24}\.mp4$/);
  });

  it('is plain for every name there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeName(name);
        expect(safe).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
        expect(safe.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('a workspace', () => {
  it('never names a path outside of its root', async () => {
    const workspace = new Workspace(await temporaryFolder());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (file) => {
        expect(workspace.pathFor(A, file).startsWith(`${join(workspace.root, A)}${sep}`)).toBe(true);
      }),
    );
  });

  it.each(['..', '.', '', 'a/b', '../a', 'a\\b', 'a\0', 'ü', 'x'.repeat(65)])(
    'takes no edit by the name %j',
    async (id) => {
      const workspace = new Workspace(await temporaryFolder());
      expect(() => workspace.pathFor(id as EditId, 'clip')).toThrow(RangeError);
      await expect(workspace.remove(id as EditId)).rejects.toThrow(RangeError);
      await expect(workspace.size(id as EditId)).rejects.toThrow(RangeError);
    },
  );

  it('knows how much it holds', async () => {
    const workspace = new Workspace(await temporaryFolder());
    expect([await workspace.totalSize(), await workspace.size(A)]).toEqual([0, 0]);
    await write(workspace, A, 'clip', '12345');
    await write(workspace, A, 'take', '123');
    await write(workspace, B, 'clip', '1');
    expect([await workspace.totalSize(), await workspace.size(A), await workspace.size(B)]).toEqual([
      9, 8, 1,
    ]);
  });

  it('removes what an edit left, also when there is nothing', async () => {
    const workspace = new Workspace(await temporaryFolder());
    await write(workspace, A, 'clip', 'a');
    const kept = await write(workspace, B, 'clip', 'b');
    await workspace.remove(A);
    await workspace.remove(A);
    expect(await readdir(workspace.root)).toEqual([B]);
    expect((await stat(kept)).size).toBe(1);
  });

  it('removes a link and not what it points to', async () => {
    const outside = join(await temporaryFolder(), 'outside');
    await writeFile(outside, 'precious');
    const workspace = new Workspace(await temporaryFolder());
    await write(workspace, A, 'clip', 'a');
    await symlink(outside, workspace.pathFor(A, 'link'));
    expect(await workspace.size(A)).toBe(1);
    await workspace.remove(A);
    expect((await stat(outside)).size).toBe('precious'.length);
  });

  it('sweeps what nobody wrote to for long, except what is to be kept', async () => {
    const workspace = new Workspace(await temporaryFolder());
    const [old, kept, fresh] = ['old', 'kept', 'fresh'] as EditId[] as [EditId, EditId, EditId];
    for (const edit of [old, kept, fresh]) await write(workspace, edit, 'clip', 'x');
    for (const edit of [old, kept]) await age(workspace.pathFor(edit, 'clip'), 2 * HOUR);
    for (const edit of [old, kept, fresh]) await age(join(workspace.root, edit), 2 * HOUR);
    await writeFile(join(workspace.root, 'not-an-edit.txt'), '');
    expect(await workspace.sweep(HOUR, new Set([kept]))).toEqual([old]);
    expect((await readdir(workspace.root)).toSorted()).toEqual(['fresh', 'kept', 'not-an-edit.txt']);
  });

  it('asks before each folder goes, leaves one that may not go for the next time, and goes on with the others', async () => {
    const workspace = new Workspace(await temporaryFolder());
    for (const edit of [A, B]) {
      await write(workspace, edit, 'clip', 'x');
      await age(workspace.pathFor(edit, 'clip'), 2 * HOUR);
      await age(join(workspace.root, edit), 2 * HOUR);
    }
    expect(await workspace.sweep(HOUR, new Set(), async (edit) => edit !== A)).toEqual([B]);
    expect(await readdir(workspace.root)).toEqual([A]);
    expect(await workspace.sweep(HOUR, new Set(), async () => true)).toEqual([A]);
  });

  it('sweeps what was being written when its process died, and nothing that is whole or still being written', async () => {
    const workspace = new Workspace(await temporaryFolder());
    const [whole, dead] = [
      await write(workspace, A, 'take', 'x'),
      await write(workspace, A, 'take.1a2b3c4d.part', 'x'),
    ];
    await write(workspace, B, 'take.5e6f7a8b.part', 'x');
    for (const path of [whole, dead]) await age(path, 2 * HOUR);
    expect(await workspace.sweepParts(HOUR)).toBe(1);
    expect((await readdir(workspace.root, { recursive: true })).toSorted()).toEqual(
      [A, join(A, 'take'), B, join(B, 'take.5e6f7a8b.part')].toSorted(),
    );
  });

  it('sweeps by the clock it was given', async () => {
    const clock = { now: () => Date.now() + 3 * HOUR };
    const workspace = new Workspace(await temporaryFolder(), clock);
    await write(workspace, A, 'clip', 'x');
    expect(await workspace.sweep(2 * HOUR, new Set())).toEqual([A]);
  });

  it('sweeps nothing where there is nothing yet', async () => {
    const workspace = new Workspace(join(await temporaryFolder(), 'later'));
    expect(await workspace.sweep(0, new Set())).toEqual([]);
  });
});
