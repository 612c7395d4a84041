import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reconcileRestored } from '../../src/core/restoring.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../src/core/store/sqlite/open-sqlite.ts';
import type { Commit, CommitResult } from '../../src/core/store/store.ts';
import { ASKED_AT, anEdit } from './edit/an-edit.ts';

const BACKUP_AT = ASKED_AT + 60_000;
const clock = { now: () => ASKED_AT + 120_000 };
const platforms = ['slack'];

/** Somebody else moves each edit first, so many times. */
class ContendedStore extends KyselyStore {
  times = 0;

  override async commit(step: Commit): Promise<CommitResult> {
    this.times -= 1;
    return this.times >= 0 ? { kind: 'stale' } : super.commit(step);
  }
}

let dir: string;
let store: ContendedStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'recut-restoring-'));
  store = new ContendedStore(await openSqlite(join(dir, 'recut.db')));
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

it('looks for what was about to be submitted from the time of the backup on, and sends nothing', async () => {
  const edit = anEdit('submitting', { attemptAt: null });
  await store.accept(edit, ['slack:event:1'], 'U1', ASKED_AT);
  expect(await reconcileRestored(BACKUP_AT, { store, clock, platforms })).toBe(1);
  expect(await store.read(edit.id)).toMatchObject({ state: 'unresolved', attemptAt: BACKUP_AT });
  // Its messages are looked for in the thread before they are posted.
  expect((await store.posted(edit.id)).map(({ slot }) => slot).sort()).toEqual(
    ['approval', 'settlement', 'status', 'take', 'thread'].sort(),
  );
});

it('ends what was not submitted yet, also when somebody else was first', async () => {
  const edit = anEdit('checking');
  await store.accept(edit, ['slack:event:1'], 'U1', ASKED_AT);
  store.times = 2;
  expect(await reconcileRestored(BACKUP_AT, { store, clock, platforms })).toBe(1);
  expect(await store.read(edit.id)).toMatchObject({ state: 'failed', reason: { code: 'restored' } });
});

it('does not start while an edit keeps moving: it would go on as if nothing had happened', async () => {
  await store.accept(anEdit('preparing'), ['slack:event:1'], 'U1', ASKED_AT);
  store.times = 100;
  const restoring = reconcileRestored(BACKUP_AT, { store, clock, platforms });
  await expect(restoring).rejects.toMatchObject({ code: 'restore_contended', retryable: true });
});
