import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { ASKED_AT, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, take } from './steps.ts';

const PLACE = anEdit('requested').place;
const idAt = (nth: number) => `01KAP00000000000000000000${nth}` as EditId;

export function threadConformance(kind: StoreKind): void {
  describe('the edits of a thread', () => {
    const open = storesOf(kind);
    const thread = { platform: 'slack', team: 'T1', channel: 'C1', thread: '1763.1' };

    it('come newest first, and only those of this thread', async () => {
      const { store } = await open();
      const older = await accepted(store, anEdit('delivered', { id: idAt(1) }));
      const newer = await accepted(store, anEdit('running', { id: idAt(2) }));
      for (const other of [
        { thread: '1763.2' },
        { channel: 'C2' },
        { team: 'T2' },
        { platform: 'discord' },
      ]) {
        await accepted(store, anEdit('requested', { place: { ...PLACE, ...other } }));
      }
      expect(await store.inThread(thread)).toEqual([newer, older]);
    });

    it('include an edit from the moment its thread is fixed', async () => {
      const { store } = await open();
      const edit = await accepted(store, anEdit('requested', { place: { ...PLACE, thread: null } }));
      expect(await store.inThread(thread)).toEqual([]);
      await store.setThread(edit.id, thread.thread);
      expect(await store.inThread(thread)).toEqual([{ ...edit, place: PLACE }]);
      expect(await store.audit(edit.id)).toHaveLength(1);
    });
  });

  describe('the thread of an edit', () => {
    const open = storesOf(kind);

    it('can be fixed again only as the same', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      await store.setThread(edit.id, '1763.1');
      await expect(store.setThread(edit.id, '1763.2')).rejects.toMatchObject({ code: 'thread_fixed' });
      expect((await store.read(edit.id))?.place.thread).toBe('1763.1');
    });

    it('belongs to an edit that there is', async () => {
      const { store } = await open();
      await expect(store.setThread(idAt(9), '1763.1')).rejects.toMatchObject({ code: 'no_such_edit' });
    });

    it('is shown again after every change, the oldest change first', async () => {
      const { store } = await open();
      const first = await accepted(store, anEdit('requested', { askedAt: ASKED_AT - 10 }));
      const second = await accepted(store);
      expect((await store.unprojected('slack', 10)).map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(await store.unprojected('slack', 1)).toEqual([first]);
      expect(await store.unprojected('discord', 10)).toEqual([]);
      await store.markProjected(first.id, 1);
      await store.markProjected(second.id, 1);
      expect(await store.unprojected('slack', 10)).toEqual([]);
      await take(store, first.id);
      expect((await store.unprojected('slack', 10)).map(({ id, version }) => [id, version])).toEqual([
        [first.id, 2],
      ]);
    });

    it('stays to be shown when only an older version was', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      await take(store, edit.id);
      await store.markProjected(edit.id, 1);
      expect(await store.unprojected('slack', 10)).toHaveLength(1);
      await store.markProjected(edit.id, 2);
      await store.markProjected(edit.id, 1);
      expect(await store.unprojected('slack', 10)).toEqual([]);
    });

    it('shows running time while the edit is on its way', async () => {
      const { store } = await open();
      const running = await accepted(store, anEdit('running', { id: idAt(1) }));
      const waiting = await accepted(store, anEdit('approved', { id: idAt(2) }));
      await accepted(store, anEdit('quoted', { dueAt: null }));
      await accepted(store, anEdit('delivered'));
      await accepted(store, anEdit('refused', { dueAt: ASKED_AT }));
      await accepted(store, anEdit('running', { place: { ...PLACE, platform: 'discord' } }));
      expect(await store.live('slack')).toEqual([running, waiting]);
    });
  });

  describe('a message of a thread', () => {
    const open = storesOf(kind);

    it('is kept once per edit and slot, as it was last saved', async () => {
      const { store } = await open();
      const { id } = await accepted(store);
      const other = await accepted(store);
      expect(await store.posted(id)).toEqual([]);
      await store.savePosted({ editId: id, slot: 'status', ref: null, hash: null });
      await store.savePosted({ editId: id, slot: 'take', ref: 'm2', hash: 'h2' });
      await store.savePosted({ editId: id, slot: 'status', ref: 'm1', hash: 'h1' });
      await store.savePosted({ editId: other.id, slot: 'status', ref: 'm3', hash: 'h3' });
      expect(await store.posted(id)).toEqual([
        { editId: id, slot: 'status', ref: 'm1', hash: 'h1' },
        { editId: id, slot: 'take', ref: 'm2', hash: 'h2' },
      ]);
    });
  });

  describe('the time that a model took', () => {
    const open = storesOf(kind);

    it('is remembered, the newest first and only of this model', async () => {
      const { store } = await open();
      const timing = (model: string, at: number) => ({ model, clipMs: 8_400, tookMs: 180_000 + at, at });
      for (const [model, at] of [
        ['a', 2],
        ['a', 3],
        ['b', 9],
        ['a', 1],
      ] as const)
        await store.addTiming(timing(model, at));
      expect(await store.timings('a', 2)).toEqual([timing('a', 3), timing('a', 2)]);
      expect(await store.timings('c', 2)).toEqual([]);
    });
  });
}
