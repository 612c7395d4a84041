import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { anEdit } from '../edit/an-edit.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recut-sqlite-'));
  file = path.join(folder, 'recut.db');
});

afterEach(() => rm(folder, { recursive: true }));

async function opened(options: Parameters<typeof openSqlite>[1] = {}): Promise<Database> {
  const database = await openSqlite(file, options);
  onTestFinished(() => database.close());
  return database;
}

/** Somebody else who has the file open. */
function otherConnection(): DatabaseSync {
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  return other;
}

describe('a SQLite database', () => {
  it('writes through to the disk before a commit resolves, and lets readers read meanwhile', async () => {
    const database = await opened();
    const setting = async (name: string) =>
      (await database.statement((db) => sql.raw(`pragma ${name}`).execute(db))).rows;
    expect(await setting('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await setting('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await setting('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  });

  it('is set up once when several open it at the same moment', async () => {
    const databases = await Promise.all(Array.from({ length: 8 }, () => opened()));
    for (const database of databases) {
      expect(await new KyselyStore(database).countByState()).toEqual({});
    }
  });

  it('refuses a file that is no database, and names it', async () => {
    await writeFile(
      file,
      'This is a shopping list, and a rather long one, so that it fills a page.'.repeat(20),
    );
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'store_fault',
      retryable: false,
      message: expect.stringContaining(file),
    });
  });

  it('cannot be reached in a folder that is not there', async () => {
    const missing = path.join(folder, 'missing', 'recut.db');
    await expect(openSqlite(missing)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryable: true,
      message: expect.stringContaining(missing),
    });
  });

  it('is left alone when a newer Recut has used it', async () => {
    await (await opened()).close();
    otherConnection().exec(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`);
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'store_newer', retryable: false });
  });

  it('keeps the ledger also from being replaced row by row', async () => {
    const database = await opened();
    const edit = anEdit('requested');
    await new KyselyStore(database).accept(edit, ['event:1'], 'U1', 1);
    const replace = sql.raw(`insert or replace into audit
      select edit_id, version, at, 'nobody', event, from_state, to_state from audit`);
    await expect(database.statement((db) => replace.execute(db))).rejects.toMatchObject({
      code: 'store_fault',
    });
  });
});

describe('a SQLite database that somebody else is writing to', () => {
  it('is waited for without stopping the process', async () => {
    const store = new KyselyStore(await opened());
    const other = otherConnection();
    other.exec('begin immediate');
    const stalls = watchStalls();
    setTimeout(() => other.exec('commit'), 600);
    expect(await store.accept(anEdit('requested'), ['event:1'], 'U1', 1)).toEqual({ kind: 'accepted' });
    expect(stalls.longest()).toBeLessThan(300);
  });

  it('can be read meanwhile', async () => {
    const store = new KyselyStore(await opened());
    const edit = anEdit('requested');
    await store.accept(edit, ['event:1'], 'U1', 1);
    otherConnection().exec('begin immediate');
    expect(await store.read(edit.id)).toEqual(edit);
  });

  it('is given up after a while, and nothing was written', async () => {
    const store = new KyselyStore(await opened({ patienceMs: 200 }));
    const other = otherConnection();
    other.exec('begin immediate');
    await expect(store.accept(anEdit('requested'), ['event:1'], 'U1', 1)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryable: true,
    });
    other.exec('rollback');
    expect(await store.countByState()).toEqual({});
    expect(await store.accept(anEdit('requested'), ['event:1'], 'U1', 1)).toEqual({ kind: 'accepted' });
  });

  it('lets nobody write between what a transaction reads and what it writes', async () => {
    const database = await opened();
    const other = otherConnection();
    await database.transaction(async (db) => {
      await db.selectFrom('kv').selectAll().execute();
      expect(() => other.exec(`insert into kv values ('a', 'b', 'c', null)`)).toThrow('locked');
    });
    other.exec(`insert into kv values ('a', 'b', 'c', null)`);
  });

  it('(control) fails for good in the middle of a transaction that began without the write lock', async () => {
    await (await opened()).close();
    const [one, other] = [otherConnection(), otherConnection()];
    one.exec('pragma busy_timeout = 1000; begin');
    one.prepare('select count(*) from edits').all();
    other.exec(`insert into kv values ('a', 'b', 'c', null)`);
    expect(() => one.exec(`insert into kv values ('d', 'e', 'f', null)`)).toThrow(
      expect.objectContaining({ errcode: 517 }),
    );
  });
});

describe('a SQLite database that has no room left', () => {
  it('says so, takes the whole step back, and goes on when there is room', async () => {
    const database = await opened();
    const store = new KyselyStore(database);
    const limit = (pages: number) =>
      database.statement((db) => sql.raw(`pragma max_page_count = ${pages}`).execute(db));
    await limit(1);
    const wish = { ...anEdit('requested').wish, prompt: 'longer and longer '.repeat(4_000) };
    const edit = anEdit('requested', { wish });
    await expect(store.accept(edit, ['event:1'], 'U1', 1)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryable: true,
    });
    expect(await store.countByState()).toEqual({});
    await limit(10_000);
    expect(await store.accept(edit, ['event:1'], 'U1', 1)).toEqual({ kind: 'accepted' });
  });
});

/** The longest time for which nothing else could run. */
function watchStalls(): { longest: () => number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  onTestFinished(() => clearInterval(timer));
  return { longest: () => longest };
}
