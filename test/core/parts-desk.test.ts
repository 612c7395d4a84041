import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import { PartsDesk } from '../../src/core/parts-desk.ts';
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

/** A clip whose two parts both failed, and which waits to be told what to do. */
async function failed() {
  const whole = anEdit('assembling', { decideBy: ASKED_AT + 3_600_000 });
  await accepted(store, whole);
  const parts = whole.parts.map(({ id }) => anEdit('failed', { id, partOf: whole.id }));
  for (const part of parts) await accepted(store, part);
  const desk = new PartsDesk({ store, clock: { now: () => ASKED_AT }, changed: () => undefined });
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
