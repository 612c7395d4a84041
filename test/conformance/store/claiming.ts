import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

const NOW = 1_000_000;
const LEASE = NOW + 30_000;

export function claimingConformance(kind: StoreKind): void {
  describe('claiming', () => {
    const open = storesOf(kind);

    it('never gives one edit to two workers', async () => {
      const { store } = await open();
      await expectSharedOut([store]);
    });

    if (kind.lasting) {
      it('never gives one edit to two workers on different connections', async () => {
        const { store, again } = await open();
        await expectSharedOut([store, await again(), await again()]);
      });
    }

    it('takes what is due, the longest due first, and no more than asked for', async () => {
      const { store } = await open();
      const [late, early, , middle] = await dueEdits(store, [NOW, NOW - 20, NOW + 1, NOW - 10]);
      expect(await store.claim('w1', NOW, LEASE, 2)).toEqual([early, middle]);
      expect(await store.claim('w1', NOW, LEASE, 2)).toEqual([late]);
      expect(await store.claim('w1', NOW, LEASE, 2)).toEqual([]);
    });

    it('takes a time between two milliseconds for the later one', async () => {
      const { store } = await open();
      const edit = await accepted(store, anEdit('requested', { dueAt: NOW - 0.5 }));
      expect(await store.claim('w1', NOW - 1, LEASE, 1)).toEqual([]);
      expect(await store.claim('w1', NOW, LEASE, 1)).toEqual([{ ...edit, dueAt: NOW }]);
      await store.defer(edit, 'w1', NOW + 0.5);
      expect(await store.nextDue()).toBe(NOW + 1);
    });

    it('leaves alone what rests', async () => {
      const { store } = await open();
      await accepted(store, anEdit('delivered'));
      await accepted(store, anEdit('quoted', { dueAt: null }));
      expect(await store.claim('w1', NOW, LEASE, 10)).toEqual([]);
    });

    it('takes over the edits of a worker whose lease has run out', async () => {
      const { store } = await open();
      const [edit] = await dueEdits(store, [NOW]);
      await store.claim('w1', NOW, LEASE, 1);
      expect(await store.claim('w2', LEASE - 1, LEASE + 10, 1)).toEqual([]);
      expect(await store.claim('w2', LEASE, LEASE + 10, 1)).toEqual([edit]);
    });
  });

  describe('a lease', () => {
    const open = storesOf(kind);

    it('is kept by renewing it', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      expect(await store.renew(edit.id, 'w1', LEASE + 50)).toBe(true);
      expect(await store.claim('w2', LEASE, LEASE + 100, 1)).toEqual([]);
    });

    it('cannot be renewed once another worker has taken over, or it was given back', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.claim('w2', LEASE, LEASE + 100, 1);
      expect(await store.renew(edit.id, 'w1', LEASE + 200)).toBe(false);
      await store.release(edit.id, 'w2');
      expect(await store.renew(edit.id, 'w2', LEASE + 200)).toBe(false);
    });

    it('outlasts a commit, so that the worker can go on', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.commit(aStep(edit));
      expect(await store.renew(edit.id, 'w1', LEASE + 50)).toBe(true);
      expect(await store.claim('w2', LEASE, LEASE + 100, 1)).toEqual([]);
    });

    it('ends with its release, and only by its owner', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.release(edit.id, 'w2');
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([]);
      await store.release(edit.id, 'w1');
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([edit]);
    });

    it('ends when its owner puts the edit off, which is no new version', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.defer(edit, 'w1', NOW + 500);
      expect(await store.read(edit.id)).toEqual({ ...edit, dueAt: NOW + 500 });
      expect(await store.audit(edit.id)).toHaveLength(1);
      expect(await store.claim('w2', NOW + 499, LEASE, 1)).toEqual([]);
      expect(await store.claim('w2', NOW + 500, LEASE, 1)).toEqual([{ ...edit, dueAt: NOW + 500 }]);
    });

    it('gives no right to put off once it is lost', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.claim('w2', LEASE, LEASE + 100, 1);
      await store.defer(edit, 'w1', NOW + 500);
      expect(await store.read(edit.id)).toEqual(edit);
      expect(await store.renew(edit.id, 'w2', LEASE + 200)).toBe(true);
    });

    it('does not put off what a person made due while it lasted', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await take(store, edit.id, { to: { ...edit, version: 2, dueAt: NOW } });
      await store.defer(edit, 'w1', NOW + 500);
      expect((await store.read(edit.id))?.dueAt).toBe(NOW);
      expect(await store.claim('w2', NOW, LEASE, 1)).toHaveLength(1);
    });

    it('wakes nothing that came to rest while it lasted', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      const to = anEdit('cancelled', { id: edit.id, version: 2 });
      await take(store, edit.id, { to });
      await store.defer(edit, 'w1', NOW + 500);
      expect(await store.read(edit.id)).toEqual(to);
      expect(await store.nextDue()).toBeNull();
    });
  });

  describe('when the next edit can be claimed', () => {
    const open = storesOf(kind);

    it('is never when nothing is due', async () => {
      const { store } = await open();
      await accepted(store, anEdit('delivered'));
      expect(await store.nextDue()).toBeNull();
    });

    it('is when the first one is due, or when a lease on it ends', async () => {
      const { store } = await open();
      const [first] = await dueEdits(store, [NOW, LEASE - 10, LEASE + 10]);
      expect(await store.nextDue()).toBe(NOW);
      await store.claim('w1', NOW, LEASE, 1);
      expect(await store.nextDue()).toBe(LEASE - 10);
      await store.claim('w1', LEASE - 10, LEASE + 5, 1);
      expect(await store.nextDue()).toBe(LEASE);
      if (first) await store.release(first.id, 'w1');
      expect(await store.nextDue()).toBe(NOW);
    });
  });
}

async function dueEdits(store: Store, times: readonly number[]): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const dueAt of times) edits.push(await accepted(store, anEdit('requested', { dueAt })));
  return edits;
}

async function claimed(store: Store): Promise<[Edit]> {
  await dueEdits(store, [NOW]);
  const [edit] = await store.claim('w1', NOW, LEASE, 1);
  if (!edit) throw new Error('Nothing was claimed');
  return [edit];
}

async function expectSharedOut(stores: readonly Store[]): Promise<void> {
  const [store] = stores;
  if (!store) throw new Error('No store to claim from');
  const edits = await dueEdits(
    store,
    Array.from({ length: 60 }, (_, at) => NOW - at),
  );
  const claims = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      (stores[at % stores.length] ?? store).claim(`w${at}`, NOW, LEASE, 3),
    ),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(ids).toHaveLength(60);
  expect(new Set(ids)).toEqual(new Set(edits.map(({ id }) => id)));
}
