import type { Clock } from './clock.ts';
import type { Edit } from './edit/edit.ts';
import type { EditEvent } from './edit/event.ts';
import { transition } from './edit/transition.ts';
import type { Commit, CommitResult, Store } from './store/store.ts';

interface Parts {
  store: Store;
  clock: Clock;
  changed(edit: Edit): void;
}

/** How often a decision is tried on an edit that keeps moving under it. */
const TRIES = 5;

export type Decided =
  | { kind: 'done'; edit: Edit }
  /** It does not apply to what the edit has become. */
  | { kind: 'too_late'; edit: Edit }
  | Extract<CommitResult, { kind: 'over_cap' | 'rules_changed' | 'taken' }>
  /** The edit kept moving. */
  | { kind: 'busy' };

/**
 * Commits what a person decided about an edit. `eventFor` is asked for each version that is met; null means that the
 * decision no longer applies. `guards` are what must hold in the same transaction; caps only count for a hold.
 */
export async function decide(
  start: Edit,
  person: string,
  eventFor: (edit: Edit) => EditEvent | null,
  guards: Pick<Commit, 'caps' | 'rules' | 'watch'>,
  { store, clock, changed }: Parts,
): Promise<Decided> {
  let current: Edit | null = start;
  for (let attempt = 0; current && attempt < TRIES; attempt += 1) {
    const at = clock.now();
    const event = eventFor(current);
    const moved = event && transition(current, event, at);
    if (!event || !moved) return { kind: 'too_late', edit: current };
    const holds = moved.ledger.some(({ kind }) => kind === 'hold');
    const result = await store.commit({
      from: current,
      to: moved.edit,
      event,
      actor: person,
      at,
      ledger: moved.ledger,
      ...(moved.parts ? { parts: moved.parts } : {}),
      ...guards,
      caps: holds ? guards.caps : [],
    });
    if (result.kind === 'over_cap' || result.kind === 'rules_changed' || result.kind === 'taken')
      return result;
    if (result.kind === 'committed') {
      changed(moved.edit);
      return { kind: 'done', edit: moved.edit };
    }
    current = await store.read(start.id);
  }
  return { kind: 'busy' };
}
