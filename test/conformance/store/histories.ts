import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { RecutError } from '../../../src/core/errors.ts';
import type { Cap, LedgerMove } from '../../../src/core/money/ledger.ts';
import { type Micros, micros, subtract, ZERO } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { goThrough } from './books.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, take } from './steps.ts';

const EDITS = 4;

/** One thing that somebody tries: sensible or not. */
interface Attempt {
  edit: number;
  hold: number;
  kind: LedgerMove['kind'];
  amount: Micros;
  /** An adjustment gives back. */
  back: boolean;
  /** Which of the two caps cover a hold. */
  covers: readonly number[];
}

const attempts = fc.array(
  fc.record<Attempt>({
    edit: fc.nat({ max: EDITS - 1 }),
    hold: fc.nat({ max: 5 }),
    kind: fc.constantFrom('hold', 'hold', 'post', 'void', 'overrun', 'adjust'),
    back: fc.boolean(),
    amount: fc.nat({ max: 500 }).map(micros),
    covers: fc.constantFrom([0], [0, 1], [1, 0], [1]),
  }),
  { minLength: 1, maxLength: 40 },
);

export function historyConformance(kind: StoreKind): void {
  describe('any history of holds, posts and voids', () => {
    const open = storesOf(kind);

    it('ends each attempt as the rules say, and the balances are the sums', async () => {
      const { store } = await open();
      await fc.assert(
        fc.asyncProperty(attempts, async (history) => {
          const run = await aRun(store);
          const rules = new Rules(run.caps);
          for (const attempt of history) {
            const expected = rules.outcomeOf(attempt);
            expect(await outcomeOf(store, run, attempt)).toBe(expected);
          }
          await expectGoodBooks(store, run);
          for (const [at, cap] of run.caps.entries())
            expect(await store.balance(cap)).toEqual(rules.balance(at));
        }),
        { numRuns: 40 },
      );
    });

    it('keeps every cap when all of it happens at once', async () => {
      const { store } = await open();
      await fc.assert(
        fc.asyncProperty(attempts, async (history) => {
          const run = await aRun(store);
          await Promise.all(history.map((attempt) => outcomeOf(store, run, attempt)));
          await expectGoodBooks(store, run);
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** Edits and accounts that no other run has touched. */
interface Run {
  edits: readonly Edit[];
  caps: readonly [Cap, Cap];
}

async function aRun(store: Store): Promise<Run> {
  const edits: Edit[] = [];
  for (let count = 0; count < EDITS; count++) edits.push(await accepted(store));
  const own = edits[0]?.id ?? '';
  return {
    edits,
    caps: [
      { scope: `team:${own}`, period: 'month:2026-11', limit: micros(1_000) },
      { scope: `person:${own}`, period: 'day:2026-11-22', limit: micros(600) },
    ],
  };
}

/** `committed`, `over_cap` or the code of the error. Tries again when another attempt moved the edit first. */
async function outcomeOf(store: Store, { edits, caps }: Run, attempt: Attempt): Promise<string> {
  const id = edits[attempt.edit]?.id;
  if (!id) throw new Error('No such edit in this run');
  const covering = attempt.covers.flatMap((at) => caps[at] ?? []);
  const accounts = covering.map(({ scope, period }) => ({ scope, period }));
  const hold = { id: `${edits[0]?.id}:${attempt.hold}`, amount: attempt.amount, accounts };
  const amount = signed(attempt);
  const move = { kind: attempt.kind, hold, amount, why: 'cancelled' } as LedgerMove;
  try {
    for (;;) {
      const { kind } = await take(store, id, {
        ledger: [move],
        caps: attempt.kind === 'hold' ? covering : [],
      });
      if (kind !== 'stale') return kind;
    }
  } catch (error) {
    if (error instanceof RecutError) return error.code;
    throw error;
  }
}

async function expectGoodBooks(store: Store, { caps }: Run): Promise<void> {
  for (const cap of caps) {
    expect(await store.balance(cap)).toEqual(goThrough(await store.ledger({ account: cap }), cap));
  }
}

function signed({ kind, amount, back }: Attempt): Micros {
  return kind === 'adjust' && back ? subtract(ZERO, amount) : amount;
}

/** The rules of the ledger, as simply as they can be written down. */
class Rules {
  readonly #caps: Run['caps'];
  readonly #holds = new Map<number, Attempt & { charged: number | null; overrun: boolean }>();

  constructor(caps: Run['caps']) {
    this.#caps = caps;
  }

  balance(account: number): { held: number; posted: number } {
    const booked = [...this.#holds.values()].filter(({ covers }) => covers.includes(account));
    return {
      held: booked.reduce((sum, { amount, charged }) => sum + (charged === null ? amount : 0), 0),
      posted: booked.reduce((sum, { charged }) => sum + (charged ?? 0), 0),
    };
  }

  outcomeOf(attempt: Attempt): string {
    const hold = this.#holds.get(attempt.hold);
    if (attempt.kind === 'hold') {
      if (hold) return 'hold_repeated';
      if (!attempt.covers.every((account) => this.#fits(account, attempt.amount))) return 'over_cap';
      this.#holds.set(attempt.hold, { ...attempt, charged: null, overrun: false });
      return 'committed';
    }
    if (hold?.edit !== attempt.edit) return 'no_hold';
    if (attempt.kind === 'overrun' || attempt.kind === 'adjust') return this.#correct(hold, attempt);
    if (hold.charged !== null) return 'already_settled';
    if (attempt.kind === 'post' && attempt.amount > hold.amount) return 'overcharged';
    hold.charged = attempt.kind === 'post' ? attempt.amount : 0;
    return 'committed';
  }

  #correct(hold: { charged: number | null; overrun: boolean }, attempt: Attempt): string {
    if (hold.charged === null) return 'not_settled';
    if (hold.charged + signed(attempt) < 0) return 'overcredited';
    if (attempt.kind === 'overrun' && hold.overrun) return 'store_fault';
    hold.charged += signed(attempt);
    hold.overrun ||= attempt.kind === 'overrun';
    return 'committed';
  }

  #fits(account: number, amount: number): boolean {
    const { held, posted } = this.balance(account);
    return held + posted + amount <= (this.#caps[account]?.limit ?? 0);
  }
}
