import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../../src/core/media/part-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a file that is written whole', () => {
  it('is not there before it is complete', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'clip');
    const result = await writeWhole(path, async (part) => {
      await writeFile(part, 'half');
      expect(await readdir(folder)).toEqual([basename(part)]);
      expect(part).toMatch(/^.*clip\.[0-9a-f]{8}\.part$/);
      await writeFile(part, 'whole');
      return 'result';
    });
    expect([result, await readFile(path, 'utf8'), await readdir(folder)]).toEqual([
      'result',
      'whole',
      ['clip'],
    ]);
  });

  it('leaves nothing, and an earlier one alone, when writing fails', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'clip');
    await writeFile(path, 'earlier');
    const writing = writeWhole(path, async (part) => {
      await writeFile(part, 'half');
      throw new Error('disk full');
    });
    await expect(writing).rejects.toThrow('disk full');
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['earlier', ['clip']]);
  });

  it('is one of its writers’ when there are two', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'clip');
    await Promise.all(['first', 'other'].map((text) => writeWhole(path, (part) => writeFile(part, text))));
    expect(await readdir(folder)).toEqual(['clip']);
    expect(['first', 'other']).toContain(await readFile(path, 'utf8'));
  });
});
