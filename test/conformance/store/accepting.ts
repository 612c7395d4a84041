import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { ASKED_AT, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted } from './steps.ts';

export function acceptingConformance(kind: StoreKind): void {
  describe('accepting a request', () => {
    const open = storesOf(kind);

    it('keeps it, with who asked and when', async () => {
      const { store } = await open();
      const edit = anEdit('requested');
      expect(await store.accept(edit, ['event:1'], 'U1', ASKED_AT)).toEqual({ kind: 'accepted' });
      expect(await store.read(edit.id)).toEqual(edit);
      expect(await store.audit(edit.id)).toEqual([
        { seq: 1, editId: edit.id, at: ASKED_AT, actor: 'U1', event: 'asked', from: null, to: 'requested' },
      ]);
    });

    it('happens once for 100 deliveries at the same time whose keys overlap', async () => {
      const { store } = await open();
      await expectOnce([store]);
    });

    if (kind.lasting) {
      it('happens once when the deliveries come in on several connections', async () => {
        const { store, again } = await open();
        await expectOnce([store, await again(), await again()]);
      });
    }

    it('writes nothing of a duplicate, not even the keys that were new', async () => {
      const { store } = await open();
      const first = anEdit('requested');
      const second = anEdit('requested');
      await store.accept(first, ['event:1'], 'U1', ASKED_AT);
      expect(await store.accept(second, ['event:1', 'message:1'], 'U1', ASKED_AT)).toEqual({
        kind: 'duplicate',
        of: first.id,
      });
      expect(await store.read(second.id)).toBeNull();
      expect(await store.audit(second.id)).toEqual([]);
      expect(await store.accept(second, ['message:1'], 'U1', ASKED_AT)).toEqual({ kind: 'accepted' });
    });

    it('takes a request that no event names', async () => {
      const { store } = await open();
      expect(await store.accept(anEdit('requested'), [], 'U1', ASKED_AT)).toEqual({ kind: 'accepted' });
      expect(await store.accept(anEdit('requested'), [], 'U1', ASKED_AT)).toEqual({ kind: 'accepted' });
    });

    it('reads an edit of every state back as it was written', async () => {
      const { store } = await open();
      const states = [
        'requested',
        'checking',
        'quoted',
        'approved',
        'preparing',
        'submitting',
        'unresolved',
        'running',
        'fetching',
        'delivering',
        'delivered',
        'refused',
        'failed',
        'cancelled',
        'expired',
      ] as const satisfies readonly Edit['state'][];
      for (const state of states) {
        const edit = await accepted(store, anEdit(state));
        expect(await store.read(edit.id)).toEqual(edit);
      }
      expect(await store.countByState()).toEqual(Object.fromEntries(states.map((state) => [state, 1])));
    });

    it('knows no edit that was never accepted', async () => {
      const { store } = await open();
      expect(await store.read(anEdit('requested').id)).toBeNull();
    });
  });
}

/** Ten requests, each delivered ten times: all name the message, and two at a time the same event. */
async function expectOnce(stores: readonly Store[]): Promise<void> {
  const deliveries = Array.from({ length: 100 }, (_, at) => {
    const request = at % 10;
    const nth = Math.floor(at / 10);
    const [message, event] = [`message:${request}`, `event:${request}:${nth - (nth % 2)}`];
    return { request, edit: anEdit('requested'), keys: nth % 2 === 0 ? [message, event] : [event, message] };
  });
  const results = await Promise.all(
    deliveries.map(async ({ request, edit, keys }, at) => {
      const store = stores[at % stores.length] as Store;
      return { request, edit, result: await store.accept(edit, keys, 'U1', ASKED_AT) };
    }),
  );
  const winners = results.filter(({ result }) => result.kind === 'accepted');
  expect(winners.map(({ request }) => request).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const winnerOf = new Map(winners.map(({ request, edit }) => [request, edit.id]));
  for (const { request, result } of results) {
    if (result.kind === 'duplicate') expect(result.of).toBe(winnerOf.get(request));
  }
  expect(await stores[0]?.countByState()).toEqual({ requested: 10 });
}
