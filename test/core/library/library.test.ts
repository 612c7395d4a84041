import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { Library } from '../../../src/core/library/library.ts';
import { LibraryFiles } from '../../../src/core/library/library-files.ts';
import type { SavedItem } from '../../../src/core/library/saved-item.ts';
import type { Database } from '../../../src/core/store/database.ts';
import { SqlLibraryStore } from '../../../src/core/store/sql-library-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { aPicture, aSavedItem } from './a-saved-item.ts';

const TEAM = { platform: 'slack', team: 'T1' };

describe('a library', () => {
  let root: string;
  let database: Database;
  let library: Library;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'recut-library-'));
    database = await openSqlite(':memory:');
    library = new Library(new SqlLibraryStore(database), new LibraryFiles(root, systemClock));
  });
  afterEach(async () => {
    await database.close();
    await rm(root, { recursive: true });
  });

  async function withPictures(item: SavedItem): Promise<SavedItem> {
    await library.files.prepare(item.id);
    for (const { file } of item.pictures) await writeFile(library.files.pathFor(item.id, file), 'a picture');
    return item;
  }

  it('finds by name, however that is written, and knows where the pictures lie', async () => {
    const mascot = await withPictures(aSavedItem());
    expect(await library.add(mascot)).toEqual({ kind: 'added' });
    expect(await library.find(TEAM, 'MASCOT')).toEqual(mascot);
    expect(await library.names(TEAM)).toEqual(
      new Map([['mascot', { id: mascot.id, name: 'Mascot', kind: 'element', pictures: 2 }]]),
    );
    expect(await library.picture(TEAM, mascot.id, 1)).toBe(join(root, mascot.id, 'picture2'));
  });

  it('gives no picture to another team, none that is not there, and none of what was removed', async () => {
    const mascot = await withPictures(aSavedItem());
    await library.add(mascot);
    expect(await library.picture({ platform: 'slack', team: 'T2' }, mascot.id, 0)).toBeNull();
    expect(await library.picture(TEAM, mascot.id, 2)).toBeNull();
    await library.remove(mascot);
    expect(await library.picture(TEAM, mascot.id, 0)).toBeNull();
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps no pictures of what it did not take', async () => {
    await library.add(await withPictures(aSavedItem()));
    const again = await withPictures(aSavedItem({ name: 'mascot', pictures: [aPicture()] }));
    expect(await library.add(again)).toMatchObject({ kind: 'name_taken' });
    expect(await readdir(root)).not.toContain(again.id);
  });

  it('clears away what a cut-off saving left, and never what is saved or still being saved', async () => {
    const [saved, orphan, young] = await Promise.all(
      [aSavedItem(), aSavedItem(), aSavedItem()].map(withPictures),
    );
    await library.add(saved as SavedItem);
    const longAgo = new Date(Date.now() - 2 * 60 * 60_000);
    for (const item of [saved, orphan]) await utimes(join(root, item?.id ?? ''), longAgo, longAgo);
    await mkdir(join(root, 'not an id'));
    expect(await library.sweep()).toBe(1);
    expect((await readdir(root)).sort()).toEqual(['not an id', saved?.id, young?.id].sort());
  });

  it('goes nowhere outside of its folder', () => {
    expect(() => library.files.pathFor('..', 'picture1')).toThrow(RangeError);
    expect(() => library.files.pathFor('A1', '../../recut')).toThrow(RangeError);
  });
});
