import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

const NOW = 1_000_000;
/** Longer than any of these tests takes. Leases go by the database's clock, which is far from `NOW`. */
const LEASE = 60_000;
/** A lease that has run out as soon as it is given. */
const OVER = 0;

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
      expect(await store.dueIn(NOW)).toBe(1);
    });

    it('leaves alone what rests', async () => {
      const { store } = await open();
      await accepted(store, anEdit('delivered'));
      await accepted(store, anEdit('quoted', { dueAt: null }));
      expect(await store.claim('w1', NOW, LEASE, 10)).toEqual([]);
    });

    it('takes over the edits of a worker whose lease has run out', async () => {
      const { store } = await open();
      const [edit] = await claimed(store, OVER);
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([edit]);
      expect(await store.claim('w3', NOW, LEASE, 1)).toEqual([]);
    });

    it('lets no clock but the database’s decide how long a lease lasts', async () => {
      const { store } = await open();
      await claimed(store);
      expect(await store.claim('w2', NOW + 365 * 24 * 3_600_000, LEASE, 1)).toEqual([]);
    });

    it('takes over what was leased by a clock that was far ahead', async () => {
      const { store } = await open();
      const [edit] = await claimed(store, 100 * LEASE);
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([edit]);
    });

    it('takes over at once what a worker had that is gone for good, and nothing else', async () => {
      const { store } = await open();
      const [first, second] = await dueEdits(store, [NOW - 1, NOW]);
      await store.claim('gone', NOW, LEASE, 1);
      await store.claim('alive', NOW, LEASE, 1);
      expect(new Set(await store.leaseholders())).toEqual(new Set(['gone', 'alive']));
      await store.endLeases('gone');
      expect(await store.leaseholders()).toEqual(['alive']);
      expect(await store.claim('w2', NOW, LEASE, 10)).toEqual([first]);
      expect(await store.renew(second?.id ?? first.id, 'alive', LEASE)).toBe(true);
    });
  });

  describe('a lease', () => {
    const open = storesOf(kind);

    it('is kept by renewing it', async () => {
      const { store } = await open();
      const [edit] = await claimed(store, OVER);
      expect(await store.renew(edit.id, 'w1', LEASE)).toBe(true);
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([]);
    });

    it('cannot be renewed once another worker has taken over, or it was given back', async () => {
      const { store } = await open();
      const [edit] = await claimed(store, OVER);
      await store.claim('w2', NOW, LEASE, 1);
      expect(await store.renew(edit.id, 'w1', LEASE)).toBe(false);
      await store.release(edit.id, 'w2');
      expect(await store.renew(edit.id, 'w2', LEASE)).toBe(false);
    });

    it('outlasts a commit, so that the worker can go on', async () => {
      const { store } = await open();
      const [edit] = await claimed(store);
      await store.commit(aStep(edit));
      expect(await store.claim('w2', NOW, LEASE, 1)).toEqual([]);
      expect(await store.renew(edit.id, 'w1', LEASE)).toBe(true);
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
      const [edit] = await claimed(store, OVER);
      await store.claim('w2', NOW, LEASE, 1);
      await store.defer(edit, 'w1', NOW + 500);
      expect(await store.read(edit.id)).toEqual(edit);
      expect(await store.renew(edit.id, 'w2', LEASE)).toBe(true);
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
      expect(await store.dueIn(NOW)).toBeNull();
    });
  });

  describe('the time until an edit can be claimed', () => {
    const open = storesOf(kind);

    it('is none when nothing is due', async () => {
      const { store } = await open();
      await accepted(store, anEdit('delivered'));
      expect(await store.dueIn(NOW)).toBeNull();
    });

    it('ends when the first one is due, or when a lease on it ends', async () => {
      const { store } = await open();
      const [first] = await dueEdits(store, [NOW, NOW + LEASE + 10]);
      expect(await store.dueIn(NOW)).toBe(0);
      expect(await store.dueIn(NOW - 7)).toBe(7);
      await store.claim('w1', NOW, LEASE, 1);
      const left = await store.dueIn(NOW);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(LEASE);
      await store.release(first.id, 'w1');
      expect(await store.dueIn(NOW)).toBe(0);
    });
  });
}

async function dueEdits(store: Store, [first, ...more]: [number, ...number[]]): Promise<[Edit, ...Edit[]]> {
  const edits: [Edit, ...Edit[]] = [await accepted(store, anEdit('requested', { dueAt: first }))];
  for (const dueAt of more) edits.push(await accepted(store, anEdit('requested', { dueAt })));
  return edits;
}

async function claimed(store: Store, leaseMs = LEASE): Promise<[Edit]> {
  await dueEdits(store, [NOW]);
  const [edit] = await store.claim('w1', NOW, leaseMs, 1);
  if (!edit) throw new Error('Nothing was claimed');
  return [edit];
}

async function expectSharedOut(stores: readonly Store[]): Promise<void> {
  const [store] = stores;
  if (!store) throw new Error('No store to claim from');
  const older = Array.from({ length: 59 }, (_, at) => NOW - 1 - at);
  const edits = await dueEdits(store, [NOW, ...older]);
  const claims = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      (stores[at % stores.length] ?? store).claim(`w${at}`, NOW, LEASE, 3),
    ),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(ids).toHaveLength(60);
  expect(new Set(ids)).toEqual(new Set(edits.map(({ id }) => id)));
}
