import { describe, expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { aHold, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep } from './steps.ts';

export function lastingConformance(kind: StoreKind): void {
  describe('a store', () => {
    const open = storesOf(kind);

    if (kind.lasting) {
      it('has everything again when it is opened again', async () => {
        const { store, again } = await open();
        const edit = await accepted(store);
        const hold = aHold(edit.id);
        const to = anEdit('approved', { id: edit.id, version: 2 });
        await store.commit(aStep(edit, { to, ledger: [{ kind: 'hold', hold }] }));
        await store.savePosted({ editId: edit.id, slot: 'status', ref: 'm1', hash: 'h1' });
        const before = await everything(store);
        await store.close();

        const reopened = await again();
        expect(await everything(reopened)).toEqual(before);
        expect(await reopened.read(edit.id)).toEqual(to);
        expect(await reopened.accept(anEdit('requested'), [`event:${edit.id}`], 'U1', 1)).toEqual({
          kind: 'duplicate',
          of: edit.id,
        });

        async function everything(of: typeof store) {
          return {
            edit: await of.read(edit.id),
            audit: await of.audit(edit.id),
            ledger: await of.ledger({ editId: edit.id }),
            posted: await of.posted(edit.id),
          };
        }
      });
    }

    it('names the edit whose stored body is broken, and goes on with the others', async () => {
      const { store, execute, problems } = await open();
      const [cut, swapped, sound] = [await accepted(store), await accepted(store), await accepted(store)];
      await execute(`update edits set body = substr(body, 1, 40) where id = '${cut.id}'`);
      await execute(`update edits set body = (select body from edits where id = '${sound.id}')
        where id = '${swapped.id}'`);
      for (const { id } of [cut, swapped]) {
        await expect(store.read(id)).rejects.toMatchObject({
          code: 'edit_corrupt',
          retryable: false,
          message: expect.stringContaining(id),
        });
      }
      const now = sound.dueAt ?? 0;
      expect(await store.claim('w1', now, 1_000, 10)).toEqual([sound]);
      expect(await store.unprojected('slack', 10)).toEqual([sound]);
      for (const { id } of [cut, swapped]) {
        expect(problems.filter(({ message }) => message.includes(id))).toHaveLength(2);
      }
    });

    it('answers while it is open, and says that it is not there when it is closed', async () => {
      const { store } = await open();
      expect(await store.ping()).toBe(true);
      const underWay = store.commit(aStep(await accepted(store)));
      await store.close();
      await store.close();
      expect(await underWay).toEqual({ kind: 'committed' });
      expect(await store.ping()).toBe(false);
      await expect(store.balance({ scope: 's', period: 'p' })).rejects.toMatchObject({
        code: 'store_unavailable',
        retryable: true,
      });
    });

    it('keeps amounts of any size to the micro-dollar', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      const amount = parseDollars('999999999.999999');
      const hold = aHold(edit.id, { amount });
      await store.commit(aStep(edit, { ledger: [{ kind: 'hold', hold }] }));
      expect((await store.balance({ scope: 'team:slack:T1', period: 'month:2026-11' })).held).toBe(amount);
    });
  });
}
