import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import { PartsDesk } from '../../src/core/parts-desk.ts';
import { Catalogue } from '../../src/core/providers/catalogue.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../src/core/store/sqlite/open-sqlite.ts';
import { choiceNotes } from '../../src/core/views/choice-wording.ts';
import { accepted } from '../conformance/store/steps.ts';
import { ASKED_AT, anEdit } from './edit/an-edit.ts';

let store: KyselyStore;

beforeEach(async () => {
  store = new KyselyStore(await openSqlite(':memory:'));
});
afterEach(() => store.close());

function aDesk() {
  return new PartsDesk({
    store,
    clock: { now: () => ASKED_AT },
    changed: () => undefined,
    catalogue: new Catalogue(['wavespeed', 'fal']),
    quoteHoldsMs: 3_600_000,
  });
}

/** A clip whose two parts both failed, and which waits to be told what to do. */
async function failed() {
  const whole = anEdit('assembling', { decideBy: ASKED_AT + 3_600_000 });
  await accepted(store, whole);
  const parts = whole.parts.map(({ id }) => anEdit('failed', { id, partOf: whole.id }));
  for (const part of parts) await accepted(store, part);
  const desk = aDesk();
  const [first, second] = parts;
  if (!first || !second) throw new Error('it has two parts');
  return { whole, first, second, desk };
}

async function partIds(id: EditId): Promise<EditId[]> {
  const whole = (await store.read(id)) as Edit;
  return whole.state === 'assembling' ? whole.parts.map((part) => part.id) : [];
}

it('makes each of two failed parts again, one after the other', async () => {
  const { whole, first, second, desk } = await failed();
  expect(await desk.press(first, 'U1', 'retrypart')).toEqual({ kind: 'done' });
  expect(await desk.press(second, 'U1', 'retrypart')).toEqual({ kind: 'done' });
  const now = await partIds(whole.id);
  expect(now).not.toContain(first.id);
  expect(now).not.toContain(second.id);
});

it('makes none of them twice, and none once the person goes on without them', async () => {
  const { whole, first, second, desk } = await failed();
  const pressed = await Promise.all([1, 2, 3].map(() => desk.press(first, 'U1', 'retrypart')));
  expect(pressed.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  const decided = { kind: 'note', line: choiceNotes.decidedAlready() };
  expect(await desk.press(first, 'U1', 'retrypart')).toEqual(decided);
  const other = await failed();
  expect(await other.desk.press(other.whole, 'U1', 'without')).toEqual({ kind: 'done' });
  expect(await other.desk.press(other.second, 'U1', 'retrypart')).toEqual(decided);
  expect(await partIds(whole.id)).toContain(second.id);
});

it('takes what the provider refused to the next one, leaves what it has, and does so once', async () => {
  const whole = anEdit('assembling');
  const [one, two] = whole.parts;
  if (!one || !two) throw new Error('it has two parts');
  await accepted(store, whole);
  await accepted(store, anEdit('running', { id: one.id, partOf: whole.id }));
  const reason = { code: 'provider_funds' } as const;
  const refused = anEdit('failed', { id: two.id, partOf: whole.id, at: 'upload', reason, clip: two.clip });
  await accepted(store, refused);
  const pressed = await Promise.all([1, 2].map(() => aDesk().press(whole, 'U1', 'elsewhere')));
  expect(pressed.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  const [kept, again] = await partIds(whole.id);
  expect(kept).toBe(one.id);
  expect(again && (await store.read(again))).toMatchObject({
    state: 'requested',
    wish: { model: 'fal/kling-o3-pro' },
    letDownBy: ['wavespeed'],
  });
  expect(await aDesk().press(whole, 'U2', 'elsewhere')).toMatchObject({ kind: 'note' });
});
