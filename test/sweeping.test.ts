import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { systemClock } from '../src/core/clock.ts';
import type { EditId } from '../src/core/edit/edit.ts';
import { Library } from '../src/core/library/library.ts';
import { LibraryFiles } from '../src/core/library/library-files.ts';
import { Workspace } from '../src/core/media/workspace.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { SqlLibraryStore } from '../src/core/store/sql-library-store.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import { keepSweeping } from '../src/sweeping.ts';
import { anEdit } from './core/edit/an-edit.ts';
import { temporaryFolder } from './core/media/temporary-folder.ts';

const LONG_AGO = new Date('2026-01-01');

it('keeps the files of an edit that still works, and of the parts that it consists of', async () => {
  const dir = await temporaryFolder();
  const database = await openSqlite(':memory:');
  const store = new KyselyStore(database);
  const workspace = new Workspace(join(dir, 'clips'));
  const whole = anEdit('assembling');
  const ended = anEdit('delivered');
  for (const edit of [whole, ended]) await store.accept(edit, [edit.id], edit.person, edit.askedAt);
  const needed = [whole.id, ...whole.parts.map(({ id }) => id)];
  for (const id of [...needed, ended.id]) await leave(workspace, id);
  const stop = keepSweeping({
    workspace,
    library: new Library(new SqlLibraryStore(database), new LibraryFiles(join(dir, 'library'), systemClock)),
    store,
    platforms: ['slack'],
    keepMs: 60_000,
    handout: null,
    logger: pino({ level: 'silent' }),
  });
  await vi.waitFor(async () => expect(await readdir(workspace.root)).not.toContain(ended.id));
  expect((await readdir(workspace.root)).toSorted()).toEqual(needed.toSorted());
  stop();
  await store.close();
});

/** A file that nobody has touched for long. */
async function leave(workspace: Workspace, id: EditId): Promise<void> {
  const path = workspace.pathFor(id, 'source');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'pictures');
  for (const each of [path, dirname(path)]) await utimes(each, LONG_AGO, LONG_AGO);
}
