import { describe, expect, it } from 'vitest';
import { aPicture, aSavedItem } from '../../core/library/a-saved-item.ts';
import { type StoreKind, storesOf } from './place.ts';

const LIMITS = { items: 50, bytes: 10_000_000 };
const TEAM = { platform: 'slack', team: 'T1' };

export function libraryConformance(kind: StoreKind): void {
  describe('a library', () => {
    const open = storesOf(kind);

    it('has what was saved, by name, and each team only its own', async () => {
      const { library } = await open();
      const [mascot, can] = [
        aSavedItem(),
        aSavedItem({ name: 'can', kind: 'image', pictures: [aPicture()] }),
      ];
      const others = [
        aSavedItem({ owner: { platform: 'slack', team: 'T2' } }),
        aSavedItem({ owner: { platform: 'discord', team: 'T1' } }),
      ];
      for (const item of [mascot, can, ...others]) {
        expect(await library.add(item, LIMITS)).toEqual({ kind: 'added' });
      }
      expect(await library.list(TEAM)).toEqual([can, mascot]);
      expect(await library.list({ platform: 'slack', team: 'T3' })).toEqual([]);
      expect(await library.remove({ platform: 'slack', team: 'T2' }, mascot.id)).toBe(false);
      expect(await library.rename({ platform: 'slack', team: 'T2' }, mascot.id, 'mine')).toBeNull();
      expect(await library.list(TEAM)).toEqual([can, mascot]);
      expect(await library.known([mascot.id, 'nobody'])).toEqual(new Set([mascot.id]));
      expect(await library.known([])).toEqual(new Set());
    });

    it('has each name once, however it is written', async () => {
      const { library } = await open();
      const mascot = aSavedItem();
      await library.add(mascot, LIMITS);
      const again = aSavedItem({ name: 'MASCOT' });
      expect(await library.add(again, LIMITS)).toEqual({ kind: 'name_taken', item: mascot });
      const can = aSavedItem({ name: 'can' });
      await library.add(can, LIMITS);
      expect(await library.rename(TEAM, can.id, 'mascot')).toEqual({ kind: 'name_taken', item: mascot });
      expect(await library.rename(TEAM, mascot.id, 'MASCOT')).toEqual({ kind: 'renamed' });
      expect(await library.rename(TEAM, 'nobody', 'x')).toBeNull();
      expect((await library.list(TEAM)).map(({ name }) => name)).toEqual(['can', 'MASCOT']);
    });

    it('takes no more than a team may save, whoever saves at the same time', async () => {
      const { library } = await open();
      const items = Array.from({ length: 12 }, (_, index) => aSavedItem({ name: `can-${index}` }));
      const results = await Promise.all(items.map((item) => library.add(item, { items: 5, bytes: 1e9 })));
      expect(results.filter(({ kind: result }) => result === 'added')).toHaveLength(5);
      expect(results).toContainEqual({ kind: 'full', items: 5, bytes: 5 * 240_000 });
      expect(await library.list(TEAM)).toHaveLength(5);
    });

    it('takes no more bytes than a team may save', async () => {
      const { library } = await open();
      await library.add(aSavedItem({ name: 'one' }), { items: 50, bytes: 400_000 });
      expect(await library.add(aSavedItem({ name: 'two' }), { items: 50, bytes: 400_000 })).toEqual({
        kind: 'full',
        items: 1,
        bytes: 240_000,
      });
    });

    it('lets a name be saved once when two save it at the same time', async () => {
      const { library } = await open();
      const both = await Promise.all([aSavedItem(), aSavedItem()].map((item) => library.add(item, LIMITS)));
      expect(both.map(({ kind: result }) => result).sort()).toEqual(['added', 'name_taken']);
    });

    it('has nothing of what was removed, and says so once', async () => {
      const { library } = await open();
      const mascot = aSavedItem();
      await library.add(mascot, LIMITS);
      expect(await library.remove(TEAM, mascot.id)).toBe(true);
      expect(await library.remove(TEAM, mascot.id)).toBe(false);
      expect(await library.list(TEAM)).toEqual([]);
      expect(await library.add(aSavedItem(), LIMITS)).toEqual({ kind: 'added' });
    });
  });
}
