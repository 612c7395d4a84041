import { describe, expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import type { SettingsChange, WaitingNotice } from '../../../src/core/store/settings-record.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep } from './steps.ts';

const TEAM = { platform: 'slack', team: 'T1' };

export function rulesConformance(kind: StoreKind): void {
  describe('what a team has set', () => {
    const open = storesOf(kind);

    it('is nothing at first, and then its newest version', async () => {
      const { store } = await open();
      expect(await store.settings(TEAM)).toEqual({ version: 0, settings: {} });
      expect(await store.changeSettings(change(1, '10'))).toBe(true);
      expect(await store.changeSettings(change(2, '20'))).toBe(true);
      expect(await store.settings(TEAM)).toEqual({ version: 2, settings: change(2, '20').after });
      expect((await store.settings({ ...TEAM, platform: 'discord' })).version).toBe(0);
      expect((await store.settingsChanges(TEAM, 10)).map(({ version, before }) => [version, before])).toEqual(
        [
          [2, change(1, '10').after],
          [1, {}],
        ],
      );
    });

    it('is changed once by everybody who read the same version', async () => {
      const { store } = await open();
      const changed = await Promise.all(
        Array.from({ length: 20 }, () => store.changeSettings(change(1, '10'))),
      );
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await store.changeSettings(change(5, '10'))).toBe(false);
    });

    it('stays as it was written', async () => {
      const { store, execute } = await open();
      await store.changeSettings(change(1, '10'));
      await expect(execute('delete from settings')).rejects.toMatchObject({ code: 'store_fault' });
    });

    it('fences a step that was decided by older rules, and only that', async () => {
      const { store } = await open();
      const from = await accepted(store);
      expect(await store.commit(aStep(from, { rules: 1 }))).toEqual({ kind: 'rules_changed' });
      await store.changeSettings(change(1, '10'));
      expect(await store.commit(aStep(from, { rules: 0 }))).toEqual({ kind: 'rules_changed' });
      expect(await store.audit(from.id)).toHaveLength(1);
      expect(await store.commit(aStep(from, { rules: 1 }))).toEqual({ kind: 'committed' });
      const other = await accepted(store, anEdit('requested', { place: { ...from.place, team: 'T2' } }));
      expect(await store.commit(aStep(other, { rules: 0 }))).toEqual({ kind: 'committed' });
    });

    it('is told in public as it was written, or not at all', async () => {
      const { store } = await open();
      const notice = (id: string, channel: string): WaitingNotice => {
        return { id, place: { ...TEAM, channel }, line: ['', { person: 'U9' }, ' set a cap.'], at: 5 };
      };
      expect(await store.changeSettings({ ...change(1, '10'), notice: notice('n1', 'C1') })).toBe(true);
      expect(await store.changeSettings({ ...change(1, '20'), notice: notice('n2', 'C1') })).toBe(false);
      expect(await store.changeSettings({ ...change(2, '20'), notice: notice('n3', 'C2') })).toBe(true);
      expect(await store.waitingNotices('discord', 10)).toEqual([]);
      expect(await store.waitingNotices('slack', 1)).toEqual([notice('n1', 'C1')]);
      await store.forgetNotice('n1');
      expect(await store.waitingNotices('slack', 10)).toEqual([notice('n3', 'C2')]);
    });

    it('hears of a fall of the funds at a provider once, whoever sees it, and again after they rose', async () => {
      const { store } = await open();
      const notice: WaitingNotice = { id: 'n1', place: { ...TEAM, channel: 'C1' }, line: ['low'], at: 5 };
      const noted = await Promise.all(
        ['n1', 'n2', 'n3'].map((id) => store.noteLowBalance('fal', 5, [{ ...notice, id }])),
      );
      expect(noted.filter(Boolean)).toHaveLength(1);
      expect(await store.waitingNotices('slack', 10)).toHaveLength(1);
      expect(await store.noteLowBalance('wavespeed', 5, [])).toBe(true);
      await store.noteBalanceRose('fal');
      expect(await store.noteLowBalance('fal', 6, [{ ...notice, id: 'n4' }])).toBe(true);
      expect(await store.waitingNotices('slack', 10)).toHaveLength(2);
    });

    it('names the channel of each team in which most people edit at a provider', async () => {
      const { store } = await open();
      const asks = (person: string, channel: string, change: object = {}) => {
        const { place, wish } = anEdit('requested');
        return accepted(
          store,
          anEdit('requested', { person, wish, place: { ...place, ...TEAM, channel }, ...change }),
        );
      };
      await asks('U1', 'C1');
      await asks('U2', 'C1');
      for (let count = 0; count < 3; count += 1) await asks('U1', 'D1');
      await asks('U1', 'C9', { place: { ...anEdit('requested').place, ...TEAM, team: 'T2', channel: 'C9' } });
      const channels = await store.channelsAt('wavespeed', 0);
      expect(new Set(channels.map(({ team, channel }) => `${team} ${channel}`))).toEqual(
        new Set(['T1 C1', 'T2 C9']),
      );
      expect(await store.channelsAt('fal', 0)).toEqual([]);
      expect(await store.channelsAt('wavespeed', Date.now() + 1_000)).toEqual([]);
    });

    it('changes before a step or after it, never in the middle', async () => {
      const { store } = await open();
      for (let round = 1; round <= 10; round += 1) {
        const from = await accepted(store);
        const [result] = await Promise.all([
          store.commit(aStep(from, { rules: round - 1 })),
          changed(store, round),
        ]);
        expect(['committed', 'rules_changed']).toContain(result.kind);
        expect(await store.audit(from.id)).toHaveLength(result.kind === 'committed' ? 2 : 1);
      }
    });
  });
}

async function changed(store: Store, version: number): Promise<void> {
  expect(await store.changeSettings(change(version, '10'))).toBe(true);
}

function change(version: number, cap: string): SettingsChange {
  const after = { caps: { 'team/month': parseDollars(cap) } };
  return { ...TEAM, version, at: 5, actor: 'U9', what: 'cap', after };
}
