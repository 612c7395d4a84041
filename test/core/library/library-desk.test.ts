import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { FormReturn, PressAnswer } from '../../../src/core/desk.ts';
import type { Upload } from '../../../src/core/edit/ask.ts';
import { Library } from '../../../src/core/library/library.ts';
import { LibraryDesk } from '../../../src/core/library/library-desk.ts';
import { LibraryFiles } from '../../../src/core/library/library-files.ts';
import { Saving } from '../../../src/core/library/saving.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { Downloader } from '../../../src/core/media/download.ts';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import type { Database } from '../../../src/core/store/database.ts';
import { SqlLibraryStore } from '../../../src/core/store/sql-library-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { aSavedItem } from './a-saved-item.ts';

const PLACE = { platform: 'slack', team: 'T1', channel: 'C1' };
const picture: Upload = { ref: 'F1', name: 'front.png', bytes: 9, mimeType: 'image/png' };

describe('the desk of the library', () => {
  let root: string;
  let database: Database;
  let library: Library;
  let desk: LibraryDesk;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'recut-library-'));
    database = await openSqlite(':memory:');
    library = new Library(new SqlLibraryStore(database), new LibraryFiles(root, systemClock));
    const saving = new Saving({
      library,
      catalogue: new Catalogue(['fal']),
      clock: systemClock,
      downloader: new Downloader({ trustedHosts: [] }),
      media: new MediaChildren({ atOnce: 1 }),
      screens: new Map(),
    });
    desk = new LibraryDesk({
      library,
      saving,
      mayApprove: async (_place, person) => person === 'U9',
      timeZone: async () => 'UTC',
      sheet: async () => null,
      lost: (error) => {
        throw error;
      },
    });
  });
  afterEach(async () => {
    await database.close();
    await rm(root, { recursive: true });
  });

  function sent(texts: Record<string, string>, { person = 'U1', files = {} } = {}): FormReturn {
    return { keys: [], token: '', person, place: PLACE, answers: { texts, people: {}, files } };
  }

  function command(text: string, uploads: readonly Upload[] = []): Promise<PressAnswer> {
    return desk.command({ keys: [], name: 'edit-library', text, uploads, person: 'U1', place: PLACE });
  }

  it('renames by its form, beside which it says what is wrong', async () => {
    const [mascot, can] = [aSavedItem(), aSavedItem({ name: 'can' })];
    for (const item of [mascot, can]) await library.add(item);
    const opened = await desk.open({ keys: [], token: '', person: 'U1', place: PLACE }, ['edit', '0']);
    expect(opened).toMatchObject({
      kind: 'ask',
      form: {
        token: 'library:change:0',
        fields: [{ options: [{ label: '@can' }, { label: '@Mascot' }] }, {}, {}],
      },
    });
    const rename = (name: string) =>
      desk.submit(sent({ item: mascot.id, what: 'rename', name }), ['change', '0']);
    expect(await rename('can')).toMatchObject({
      kind: 'problems',
      problems: [
        { field: 'name', text: 'There is @can already. Choose another name, or remove that one first.' },
      ],
    });
    expect(await rename('a b')).toMatchObject({ kind: 'problems', problems: [{ field: 'name' }] });
    expect(await rename('@hero')).toMatchObject({ kind: 'panel' });
    expect((await library.list(PLACE)).map(({ name }) => name)).toEqual(['can', 'hero']);
  });

  it('removes for whoever saved it and for approvers, and for nobody else', async () => {
    const [mascot, can] = [aSavedItem(), aSavedItem({ name: 'can' })];
    for (const item of [mascot, can]) await library.add(item);
    const remove = (id: string, person: string) =>
      desk.submit(sent({ item: id, what: 'remove' }, { person }), ['change', '0']);
    expect(await remove(mascot.id, 'U2')).toEqual({
      kind: 'note',
      line: ['Only ', { person: 'U1' }, ', who saved @Mascot, or an approver can do this.'],
    });
    expect(await remove(mascot.id, 'U1')).toMatchObject({ kind: 'panel' });
    expect(await remove(can.id, 'U9')).toMatchObject({ kind: 'panel' });
    expect(await library.list(PLACE)).toEqual([]);
    expect(await remove(can.id, 'U9')).toMatchObject({ kind: 'panel', panel: { title: 'Library' } });
  });

  it("does nothing to another team's", async () => {
    const theirs = aSavedItem({ owner: { platform: 'slack', team: 'T2' } });
    await library.add(theirs);
    await desk.submit(sent({ item: theirs.id, what: 'remove' }, { person: 'U9' }), ['change', '0']);
    expect(await library.list(theirs.owner)).toEqual([theirs]);
    expect(await command('remove mascot')).toMatchObject({ kind: 'note' });
  });

  it.each([
    [{ name: 'image1', kind: 'image' }, { front: [picture] }, 'name'],
    [{ name: 'can', kind: 'image' }, {}, 'front'],
    [{ name: 'can', kind: 'element' }, { views: [picture] }, 'front'],
    [{ name: 'can', kind: 'image' }, { front: [picture], views: [picture] }, 'views'],
    [{ name: 'can', kind: 'element' }, { front: [picture], views: Array(4).fill(picture) }, 'views'],
    [{ name: 'can', kind: 'image' }, { front: [picture] }, 'front'],
    [{ name: 'can', kind: 'image' }, { front: [{ ...picture, bytes: 10_000_001 }] }, 'front'],
  ])('shows what is wrong with %o and %o beside its field', async (texts, files, field) => {
    expect(await desk.submit(sent(texts, { files }), ['add'])).toMatchObject({
      kind: 'problems',
      problems: [{ field, text: expect.any(String) }],
      form: { token: 'library:add' },
    });
    expect(await library.list(PLACE)).toEqual([]);
  });

  it('asks by a form when no pictures came along, and says how it is used when it does not understand', async () => {
    expect(await command('add mascot')).toMatchObject({
      kind: 'ask',
      form: { token: 'library:add', fields: [{ name: 'name', value: 'mascot' }, {}, {}, {}] },
    });
    expect(await command('paint it black')).toMatchObject({ kind: 'note' });
    expect(await command('add here')).toMatchObject({ kind: 'note' });
    expect(await command('add can', [picture])).toMatchObject({
      kind: 'note',
      line: ['front.png could not be fetched. Choose the file again.'],
    });
  });
});
