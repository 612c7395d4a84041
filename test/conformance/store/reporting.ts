import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { Hold } from '../../../src/core/money/ledger.ts';
import { micros } from '../../../src/core/money/micros.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, take } from './steps.ts';

const PLACE = anEdit('requested').place;
const idAt = (nth: number) => `01KAP00000000000000000000${nth}` as EditId;
const TEAM = { platform: 'slack', team: 'T1' };

/** Held and charged in the accounts of a person and of the team. */
function holdOf(person: string, day: string, dollars: number, id: string): Hold {
  const accounts = [
    { scope: 'team:slack:T1', period: 'month:2026-11' },
    { scope: `person:slack:T1:${person}`, period: day },
  ];
  return { id, amount: micros(dollars * 1_000_000), accounts };
}

export function reportingConformance(kind: StoreKind): void {
  const open = storesOf(kind);

  describe('looking back', () => {
    it('finds the edits of a team, a channel or a person, page by page, the newest first', async () => {
      const { store } = await open();
      expect(await store.firstEdit(TEAM)).toBeNull();
      for (const nth of [1, 2, 3, 4]) {
        const place = { ...PLACE, channel: nth === 2 ? 'C2' : 'C1' };
        const edit = anEdit(nth === 3 ? 'unresolved' : 'delivered', { id: idAt(nth), place });
        await accepted(store, { ...edit, person: nth === 4 ? 'U2' : 'U1' });
      }
      await accepted(store, anEdit('delivered', { id: idAt(5), place: { ...PLACE, team: 'T2' } }));
      const ids = async (query: Partial<Parameters<typeof store.history>[0]>) =>
        (await store.history({ ...TEAM, limit: 10, ...query })).map(({ id }) => Number(id.slice(-1)));
      expect(await ids({})).toEqual([4, 3, 2, 1]);
      expect(await ids({ limit: 2 })).toEqual([4, 3]);
      expect(await ids({ limit: 2, before: idAt(3) })).toEqual([2, 1]);
      expect(await ids({ channel: 'C1' })).toEqual([4, 3, 1]);
      expect(await ids({ person: 'U1' })).toEqual([3, 2, 1]);
      expect(await ids({ state: 'unresolved' })).toEqual([3]);
      expect(await store.firstEdit(TEAM)).toBe(idAt(1));
    });

    it('leaves out the parts of a whole when asked to, and nothing that only speaks of them', async () => {
      const { store } = await open();
      const whole = anEdit('delivered', { id: idAt(1) });
      const wish = {
        ...whole.wish,
        prompt: 'write "partOf": "me" on the wall',
        named: { partof: '@Image1' },
      };
      await accepted(store, { ...whole, wish });
      await accepted(store, { ...anEdit('unresolved', { id: idAt(2) }), partOf: idAt(1) });
      const ids = async (query: Partial<Parameters<typeof store.history>[0]>) =>
        (await store.history({ ...TEAM, limit: 10, ...query })).map(({ id }) => Number(id.slice(-1)));
      expect(await ids({ wholes: true })).toEqual([1]);
      expect(await ids({})).toEqual([2, 1]);
      expect(await ids({ state: 'unresolved' })).toEqual([2]);
    });

    it('sums what people spent in each period, and lists what an account was charged', async () => {
      const { store } = await open();
      const day = 'day:2026-11-22';
      const [mara, lee] = [holdOf('U1', day, 3, 'H1'), holdOf('U_', 'day:2026-11-23', 2, 'H2')];
      await accepted(store, anEdit('requested', { id: idAt(1) }));
      await accepted(store, anEdit('requested', { id: idAt(2) }));
      await take(store, idAt(1), { ledger: [{ kind: 'hold', hold: mara }] });
      await take(store, idAt(2), { ledger: [{ kind: 'hold', hold: lee }] });
      await take(store, idAt(1), { ledger: [{ kind: 'post', hold: mara, amount: micros(2_500_000) }] });
      expect(await store.spending(TEAM, [day, 'day:2026-11-23'])).toEqual([
        { person: 'U1', period: day, held: 0, posted: 2_500_000 },
        { person: 'U_', period: 'day:2026-11-23', held: 2_000_000, posted: 0 },
      ]);
      expect(await store.spending(TEAM, [])).toEqual([]);
      expect(await store.spending({ ...TEAM, team: 'T' }, [day])).toEqual([]);
      const month = { scope: 'team:slack:T1', period: 'month:2026-11' };
      const [charge, ...more] = await store.charges(month, 10);
      expect(more).toEqual([]);
      expect(charge).toMatchObject({ kind: 'post', amount: 2_500_000, edit: { id: idAt(1) } });
      await take(store, idAt(2), { ledger: [{ kind: 'post', hold: lee, amount: micros(1_500_000) }] });
      const charged = async (limit: number) =>
        (await store.charges(month, limit)).map(({ amount }) => amount);
      expect(await charged(10)).toEqual([2_500_000, 1_500_000]);
      expect(await charged(1)).toEqual([1_500_000]);
    });
  });
}
