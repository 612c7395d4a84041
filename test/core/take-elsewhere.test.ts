import { expect, it } from 'vitest';
import type { Edit, EditIn } from '../../src/core/edit/edit.ts';
import { Catalogue } from '../../src/core/providers/catalogue.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { takeElsewhere } from '../../src/core/take-elsewhere.ts';
import { accepted, aStep } from '../conformance/store/steps.ts';
import { simDatabase } from '../simulate/sim-database.ts';
import { ASKED_AT, anEdit } from './edit/an-edit.ts';

async function aTeam() {
  const store = new KyselyStore(await simDatabase(() => 1));
  const parts = {
    store: store as Pick<KyselyStore, keyof KyselyStore>,
    clock: { now: () => ASKED_AT + 1_000 },
    catalogue: new Catalogue(['wavespeed', 'fal']),
    canStop: () => false,
    changed: () => undefined,
  };
  const held = async () => {
    const from = await accepted(store, anEdit('submitting', { attemptAt: null, tries: 2 }));
    const step = aStep(from, { ledger: [{ kind: 'hold', hold: (from as EditIn<'submitting'>).hold }] });
    expect(await store.commit(step)).toEqual({ kind: 'committed' });
    return step.to;
  };
  const press = (edit: Edit, changes: Partial<typeof parts> = {}) =>
    takeElsewhere(edit, edit.person, 'fal/kling-o3-pro', { ...parts, ...changes } as never);
  const all = async () => (await store.edits(null, 10)).map(({ state, wish }) => `${wish.model} ${state}`);
  return { store, press, all, held };
}

it('keeps the request when the bot dies in between: it is at the one or at the other, in one step', async () => {
  const { store, press, all, held } = await aTeam();
  const waiting = await held();
  const broken = { read: store.read.bind(store), commit: () => Promise.reject(new Error('it died')) };
  await expect(press(waiting, { store: broken as never })).rejects.toThrow('it died');
  expect(await all()).toEqual(['wavespeed/kling-o3-pro submitting']);
  expect(await press(waiting)).toEqual({ kind: 'done' });
  expect((await all()).sort()).toEqual(['fal/kling-o3-pro requested', 'wavespeed/kling-o3-pro cancelled']);
  // A second press, on what was shown before.
  expect(await press(waiting)).toMatchObject({ kind: 'note' });
  expect(await all()).toHaveLength(2);
  await store.close();
});

it('goes nowhere once its submission may have arrived', async () => {
  const { store, press, all } = await aTeam();
  const waiting = await accepted(store, anEdit('submitting', { attemptAt: null, tries: 2 }));
  const sent = { ...waiting, attemptAt: ASKED_AT, version: waiting.version + 1 } as Edit;
  await store.commit(aStep(waiting, { to: sent, event: { type: 'attempt_started' } }));
  expect(await press(waiting)).toMatchObject({ kind: 'note' });
  expect(await all()).toEqual(['wavespeed/kling-o3-pro submitting']);
  await store.close();
});
