import { describe, expect, it } from 'vitest';
import type { Edit, EditState } from '../../../src/core/edit/edit.ts';
import type { Cap } from '../../../src/core/money/ledger.ts';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aHold, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

const TEAM: Cap = { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('10') };

export function waitingConformance(kind: StoreKind): void {
  describe('how many edits may run', () => {
    const open = storesOf(kind);

    it('is kept for each person, however many ask at once', async () => {
      const { store } = await open();
      const people = ['U1', 'U2'].flatMap((person) => Array.from({ length: 6 }, () => person));
      const edits = await Promise.all(
        people.map((person) => accepted(store, anEdit('approved', { person }))),
      );
      const results = await Promise.all(edits.map((edit) => begin(store, edit, { person: 2, team: null })));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(4);
      expect(await store.countByState()).toEqual({ approved: 8, preparing: 4 });
    });

    it('is kept for a team, whoever asks, and not for another team', async () => {
      const { store } = await open();
      await accepted(store, anEdit('running', { person: 'U7' }));
      const edit = await accepted(store, anEdit('approved'));
      expect(await begin(store, edit, { person: 1, team: 1 })).toEqual({ kind: 'no_slot' });
      const other = anEdit('approved', { place: { ...edit.place, team: 'T2' } });
      expect(await begin(store, await accepted(store, other), { person: 1, team: 1 })).toEqual({
        kind: 'committed',
      });
    });

    it('lets those who wait know where they stand', async () => {
      const { store } = await open();
      const at = (state: EditState, person: string, since: number) =>
        accepted(store, anEdit(state, { person, since } as Partial<Edit> as object));
      await at('running', 'U1', 1);
      await at('running', 'U2', 1);
      await at('approved', 'U1', 10);
      await at('approved', 'U2', 20);
      const own = await at('approved', 'U1', 30);
      await at('approved', 'U1', 40);
      expect(await store.lines(own)).toEqual({
        person: { running: 1, ahead: 1 },
        team: { running: 2, ahead: 2 },
      });
    });
  });

  describe('a threshold of a cap', () => {
    const open = storesOf(kind);

    it('is remembered once, with the edit that crossed it', async () => {
      const { store } = await open();
      const first = await spent(store, '4.99');
      const second = await spent(store, '3.50');
      const third = await spent(store, '0.50');
      expect(await store.alerts(first)).toEqual([]);
      const crossed = { scope: TEAM.scope, period: TEAM.period, used: micros(8_490_000), limit: TEAM.limit };
      expect(await store.alerts(second)).toEqual([
        { ...crossed, percent: 50 },
        { ...crossed, percent: 80 },
      ]);
      expect(await store.alerts(third)).toEqual([]);
    });

    it('is crossed once when many hold at once, and in each period anew', async () => {
      const { store } = await open();
      const ids = await Promise.all(Array.from({ length: 10 }, () => spent(store, '1')));
      const alerts = (await Promise.all(ids.map((id) => store.alerts(id)))).flat();
      expect(alerts.map(({ percent }) => percent).sort((a, b) => a - b)).toEqual([50, 80, 100]);
      const december = { ...TEAM, period: 'month:2026-12' };
      expect((await store.alerts(await spent(store, '9', december))).length).toBe(2);
    });

    it('is not remembered of a step that was taken back', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      const hold = aHold(edit.id, { amount: parseDollars('11') });
      const watch = [{ cap: TEAM, percents: [50] }];
      await store.commit(aStep(edit, { ledger: [{ kind: 'hold', hold }], caps: [TEAM], watch }));
      expect(await store.alerts(edit.id)).toEqual([]);
    });
  });
}

function begin(store: Store, edit: Edit, running: { person: number | null; team: number | null }) {
  const { id, place, person } = edit;
  const to = anEdit('preparing', { id, place, person, version: 2 });
  return store.commit(aStep(edit, { to, running }));
}

async function spent(store: Store, dollars: string, cap: Cap = TEAM): Promise<Edit['id']> {
  const { id } = await accepted(store);
  const hold = aHold(id, { amount: parseDollars(dollars), accounts: [cap] });
  await take(store, id, { ledger: [{ kind: 'hold', hold }], watch: [{ cap, percents: [50, 80, 100] }] });
  return id;
}
