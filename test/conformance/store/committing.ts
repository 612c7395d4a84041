import { describe, expect, it } from 'vitest';
import type { Edit, EditId, EditState } from '../../../src/core/edit/edit.ts';
import { ASKED_AT, aHold, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

export function committingConformance(kind: StoreKind): void {
  describe('committing a step', () => {
    const open = storesOf(kind);

    it('makes the new state durable with its audit row', async () => {
      const { store } = await open();
      const from = await accepted(store);
      const to = anEdit('quoted', { id: from.id, version: 2 });
      const step = aStep(from, { to, event: { type: 'checked' }, actor: 'recut', at: ASKED_AT + 5 });
      expect(await store.commit(step)).toEqual({ kind: 'committed' });
      expect(await store.read(from.id)).toEqual(to);
      expect((await store.audit(from.id))[1]).toEqual({
        seq: 2,
        editId: from.id,
        at: ASKED_AT + 5,
        actor: 'recut',
        event: 'checked',
        from: 'requested',
        to: 'quoted',
      });
    });

    it('succeeds once for everybody who read the same version', async () => {
      const { store } = await open();
      const from = await accepted(store);
      const results = await Promise.all(Array.from({ length: 50 }, () => store.commit(aStep(from))));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'stale')).toHaveLength(49);
      expect(await store.audit(from.id)).toHaveLength(2);
    });

    it('writes nothing when it is stale', async () => {
      const { store } = await open();
      const from = await accepted(store);
      await store.commit(aStep(from));
      const hold = aHold(from.id);
      expect(await store.commit(aStep(from, { ledger: [{ kind: 'hold', hold }] }))).toEqual({
        kind: 'stale',
      });
      expect(await store.ledger({ editId: from.id })).toEqual([]);
      expect(await store.audit(from.id)).toHaveLength(2);
    });

    it('is stale for an edit that was never accepted', async () => {
      const { store } = await open();
      expect(await store.commit(aStep(anEdit('requested')))).toEqual({ kind: 'stale' });
    });

    it('happens once where it says so, however often and for whichever edit it is tried', async () => {
      const { store } = await open();
      const from = await accepted(store);
      const once = 'webhook:fal:1';
      const results = await Promise.all(
        Array.from({ length: 20 }, () => store.commit(aStep(from, { once }))),
      );
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect((await take(store, from.id, { once })).kind).toBe('duplicate');
      const other = await accepted(store);
      expect(await store.commit(aStep(other, { once }))).toEqual({ kind: 'duplicate' });
      expect(await store.audit(other.id)).toHaveLength(1);
    });

    it('has not happened when it was stale', async () => {
      const { store } = await open();
      const from = await accepted(store);
      await store.commit(aStep(from));
      expect(await store.commit(aStep(from, { once: 'webhook:fal:2' }))).toEqual({ kind: 'stale' });
      expect(await take(store, from.id, { once: 'webhook:fal:2' })).toEqual({ kind: 'committed' });
    });

    it('refuses to skip a version', async () => {
      const { store } = await open();
      const from = await accepted(store);
      await expect(store.commit(aStep(from, { to: { ...from, version: 3 } }))).rejects.toMatchObject({
        code: 'not_the_next_version',
      });
    });

    it('keeps the thread that was fixed while the step was under way', async () => {
      const { store } = await open();
      const place = { ...anEdit('requested').place, thread: null };
      const from = await accepted(store, anEdit('requested', { place }));
      await store.setThread(from.id, '1763.9');
      await store.commit(aStep(from));
      expect((await store.read(from.id))?.place.thread).toBe('1763.9');
    });
  });

  describe('a prediction', () => {
    const open = storesOf(kind);
    const running = (from: Edit, id: string) =>
      aStep(from, {
        to: anEdit('running', { id: from.id, version: 2, prediction: { id, submittedAt: 1 } }),
      });

    it('is taken for one edit alone, however many claim it at once', async () => {
      const { store } = await open();
      const edits = await Promise.all(Array.from({ length: 5 }, () => accepted(store, anEdit('unresolved'))));
      const results = await Promise.all(edits.map((edit) => store.commit(running(edit, 'p_named'))));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(4);
      const [owner] = edits.filter((_, index) => results[index]?.kind === 'committed');
      expect(results.find(({ kind }) => kind === 'taken')).toMatchObject({ by: owner?.id });
      expect(await store.predictionsHeld('wavespeed', ['p_named', 'other'], 'nobody' as EditId)).toEqual([
        'p_named',
      ]);
      expect(await store.predictionsHeld('wavespeed', ['p_named'], owner?.id as EditId)).toEqual([]);
    });

    it('stays its own when the edit has ended, and when it was in doubt for a while', async () => {
      const { store } = await open();
      const edit = await accepted(store, anEdit('submitting'));
      await store.commit(running(edit, 'p_1'));
      const first = await store.read(edit.id);
      if (!first) throw new Error('There is no edit');
      const doubted = anEdit('unresolved', { id: edit.id, version: 3 });
      expect(await store.commit(aStep(first, { to: doubted }))).toEqual({ kind: 'committed' });
      const other = await accepted(store, anEdit('unresolved'));
      expect(await store.commit(running(other, 'p_1'))).toEqual({ kind: 'taken', by: edit.id });
      const again = anEdit('running', {
        id: edit.id,
        version: 4,
        prediction: { id: 'p_1', submittedAt: 1 },
      });
      expect(await store.commit(aStep(doubted, { to: again }))).toEqual({ kind: 'committed' });
    });

    it('is not mistaken for one that is written alike', async () => {
      const { store } = await open();
      const [one, two] = [
        await accepted(store, anEdit('unresolved')),
        await accepted(store, anEdit('unresolved')),
      ];
      expect(await store.commit(running(one, 'pXnamed'))).toEqual({ kind: 'committed' });
      expect(await store.commit(running(two, 'p_named'))).toEqual({ kind: 'committed' });
    });
  });

  describe('a place at the provider', () => {
    const open = storesOf(kind);
    const slot = { provider: 'wavespeed', limit: 3 };

    it('is given to as many edits as there are places, however many ask at once', async () => {
      const { store } = await open();
      const edits = await Promise.all(Array.from({ length: 20 }, () => accepted(store, anEdit('approved'))));
      const results = await Promise.all(
        edits.map((from) =>
          store.commit(aStep(from, { to: anEdit('preparing', { id: from.id, version: 2 }), slot })),
        ),
      );
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(3);
      expect(results.filter(({ kind }) => kind === 'no_slot')).toHaveLength(17);
      expect(await store.countByState()).toEqual({ preparing: 3, approved: 17 });
    });

    it.each<[EditState, boolean]>([
      ['approved', false],
      ['preparing', true],
      ['submitting', true],
      ['unresolved', false],
      ['running', true],
      ['fetching', true],
      ['delivering', false],
      ['failed', false],
    ])('is taken by an edit that is %s: %s', async (state, taken) => {
      const { store } = await open();
      await accepted(store, anEdit(state));
      const from = await accepted(store, anEdit('approved'));
      const result = await take(store, from.id, { slot: { provider: 'wavespeed', limit: 1 } });
      expect(result.kind).toBe(taken ? 'no_slot' : 'committed');
    });

    it('is not taken from oneself, nor by the edits of another provider', async () => {
      const { store } = await open();
      const wish = { ...anEdit('running').wish, model: 'segmind/kling-o3-pro' };
      await accepted(store, anEdit('running', { wish }));
      const from = await accepted(store, anEdit('preparing'));
      const result = await take(store, from.id, { slot: { provider: 'wavespeed', limit: 1 } });
      expect(result).toEqual({ kind: 'committed' });
    });

    it('lets no more submissions begin within a minute than the provider takes, however many try at once', async () => {
      const { store } = await open();
      const at = ASKED_AT + 60_000;
      const begin = (edit: Edit, since: number) => {
        const pace = { provider: 'wavespeed', limit: 3, since };
        return take(store, edit.id, { at, event: { type: 'attempt_started' }, pace });
      };
      const edits = await Promise.all(
        Array.from({ length: 8 }, () => accepted(store, anEdit('submitting', { attemptAt: null }))),
      );
      const results = await Promise.all(edits.map((edit) => begin(edit, ASKED_AT)));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(3);
      expect(results.filter(({ kind }) => kind === 'no_slot')).toHaveLength(5);
      expect(await store.submittedSince('wavespeed', ASKED_AT)).toBe(3);
      expect(await store.submittedSince('segmind', ASKED_AT)).toBe(0);
      const [waiting] = edits.filter((_, index) => results[index]?.kind === 'no_slot');
      // A minute later those three count no more.
      expect(waiting && (await begin(waiting, at))).toEqual({ kind: 'committed' });
    });

    it('lets those that wait for their minute know where they stand', async () => {
      const { store } = await open();
      const at = (since: number, attemptAt: number | null, prompt = 'make it dusk') =>
        accepted(
          store,
          anEdit('submitting', { since, attemptAt, wish: { ...anEdit('submitting').wish, prompt } }),
        );
      const waiting = [await at(30, null), await at(10, null), await at(20, null)];
      const sent = await at(5, 6, 'write "attemptAt":null on the wall');
      const places = await Promise.all(waiting.map(({ id }) => store.pacePlace(id, 'wavespeed')));
      expect(places).toEqual([2, 0, 1]);
      expect(await store.pacePlace(sent.id, 'wavespeed')).toBe(0);
      expect(await store.pacePlace(waiting[0]?.id ?? sent.id, 'fal')).toBe(0);
    });

    it('is waited for in the order of approval', async () => {
      const { store } = await open();
      const waiting = [];
      for (const since of [30, 10, 20]) waiting.push(await accepted(store, anEdit('approved', { since })));
      const running = await accepted(store, anEdit('running', { since: 5 }));
      const places = await Promise.all(waiting.map(({ id }) => store.queuePlace(id, 'wavespeed')));
      expect(places).toEqual([2, 0, 1]);
      expect(await store.queuePlace(running.id, 'wavespeed')).toBe(0);
    });
  });
}
