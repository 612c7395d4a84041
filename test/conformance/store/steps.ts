import type { Edit } from '../../../src/core/edit/edit.ts';
import type { LedgerMove } from '../../../src/core/money/ledger.ts';
import type { Commit, Store } from '../../../src/core/store/store.ts';
import { ASKED_AT, anEdit } from '../../core/edit/an-edit.ts';

/** An edit that the store has accepted. */
export async function accepted(store: Store, edit: Edit = anEdit('requested')): Promise<Edit> {
  await store.accept(edit, [`event:${edit.id}`], edit.person, edit.askedAt);
  return edit;
}

/** The commit of one ordinary step; `changes` says what it is about. */
export function aStep(
  from: Edit,
  changes: Partial<Omit<Commit, 'from' | 'ledger'>> & { ledger?: LedgerMove[] } = {},
): Commit {
  return {
    from,
    to: { ...from, version: from.version + 1 },
    event: { type: 'checked' },
    actor: 'recut',
    at: ASKED_AT + 1_000,
    ledger: [],
    caps: [],
    ...changes,
  };
}

/** Reads the edit as it is now and commits a step from there. */
export async function take(store: Store, id: Edit['id'], changes: Parameters<typeof aStep>[1] = {}) {
  const from = await store.read(id);
  if (!from) throw new Error(`There is no edit ${id}`);
  return store.commit(aStep(from, changes));
}
