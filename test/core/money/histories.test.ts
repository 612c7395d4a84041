import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Millis } from '../../../src/core/clock.ts';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { RecutError } from '../../../src/core/errors.ts';
import { accountsOf, capsOn, holdFor } from '../../../src/core/money/budget.ts';
import type { Account, Hold, LedgerMove, LedgerRow } from '../../../src/core/money/ledger.ts';
import { LedgerAudit } from '../../../src/core/money/ledger-audit.ts';
import { type Micros, micros, subtract, ZERO } from '../../../src/core/money/micros.ts';
import type { Weekday } from '../../../src/core/money/periods.ts';
import { RuleBook } from '../../../src/core/money/rule-book.ts';
import type { CapName } from '../../../src/core/money/rules.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { anEdit } from '../edit/an-edit.ts';
import { someRules } from './some-rules.ts';

const HOUR = 3_600_000;
const ZONES = ['Europe/Berlin', 'America/Santiago', 'Asia/Kolkata', 'UTC'];
/** Shortly before something happens to the calendar: clocks change, a leap day, the last day of a month and a year. */
const STARTS = [
  '2026-10-25T00:30:00Z',
  '2027-03-28T00:30:00Z',
  '2026-09-06T03:30:00Z',
  '2027-04-04T02:30:00Z',
  '2028-02-28T23:00:00Z',
  '2028-02-29T18:00:00Z',
  '2026-10-31T18:00:00Z',
  '2026-12-31T22:30:00Z',
].map((at) => Date.parse(at));
const CAPS: readonly CapName[] = [
  'team/day',
  'team/month',
  'team/total',
  'channel/week',
  'channel:C2/day',
  'person/day',
  'person:U2/month',
];

type Act =
  | { kind: 'hold'; person: string; channel: string; amount: Micros }
  | { kind: 'post' | 'overrun' | 'adjust'; nth: number; amount: Micros; back: boolean }
  | { kind: 'void'; nth: number }
  | { kind: 'cap'; name: CapName; limit: Micros | null }
  | { kind: 'jump'; by: Millis };

const amounts = fc.integer({ min: 1, max: 900 }).map(micros);
const nth = fc.nat({ max: 5 });
const acts = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      person: fc.constantFrom('U1', 'U2'),
      channel: fc.constantFrom('C1', 'C2'),
      amount: amounts,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('post' as const, 'overrun' as const, 'adjust' as const),
      nth,
      amount: amounts,
      back: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('void' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cap' as const),
      name: fc.constantFrom(...CAPS),
      limit: fc.option(fc.integer({ min: 0, max: 2_000 }).map(micros)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('jump' as const),
      by: fc.constantFrom(HOUR, -HOUR, 6 * HOUR, 24 * HOUR, 31 * 24 * HOUR, -31 * 24 * HOUR),
    }),
  },
);
const histories = fc.record({
  start: fc.constantFrom(...STARTS),
  timeZone: fc.constantFrom(...ZONES),
  weekStartsOn: fc.constantFrom<Weekday[]>(1, 6, 7),
  acts: fc.array(acts, { minLength: 1, maxLength: 14 }),
});

describe('any history of holds, charges, corrections, caps and clocks', { timeout: 240_000 }, () => {
  let store: KyselyStore;

  beforeAll(async () => {
    store = new KyselyStore(await openSqlite(':memory:'));
  });
  afterAll(() => store.close());

  it('keeps every promise of the ledger at every step', async () => {
    const audit = new LedgerAudit();
    let team = 0;
    let last = 0;
    /** The rows that were written since, each of which has gone by the audit. */
    const written = async (): Promise<LedgerRow[]> => {
      const rows = await store.ledger({ after: last });
      for (const row of rows) audit.take(row);
      last = rows.at(-1)?.seq ?? last;
      return rows;
    };
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        team += 1;
        const run = new Run(store, `T${team}`, history);
        for (const act of history.acts) {
          await run.take(act, written);
          expect(audit.findings).toEqual([]);
        }
        await run.checkBalances();
        for (const edit of run.edits) audit.checkEdit(edit);
        expect(audit.findings).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    audit.end();
    expect(audit.findings).toEqual([]);
    expect(audit.rows).toBeGreaterThan(10_000);
  });
});

interface HeldEdit {
  edit: Edit;
  readonly hold: Hold;
  state: 'open' | 'posted' | 'voided';
  charged: number;
}

/** A team of its own, and what its books must say, as simply as it can be written down. */
class Run {
  readonly #store: KyselyStore;
  readonly #book: RuleBook;
  readonly #place: Edit['place'];
  readonly #held: HeldEdit[] = [];
  readonly #used = new Map<string, { held: number; posted: number }>();
  #now: Millis;

  constructor(
    store: KyselyStore,
    team: string,
    { start, timeZone, weekStartsOn }: { start: Millis; timeZone: string; weekStartsOn: Weekday },
  ) {
    this.#store = store;
    this.#now = start;
    this.#place = { ...anEdit('quoted').place, team };
    const given = () =>
      someRules({ calendar: { timeZone, weekStartsOn }, caps: { 'team/month': micros(2_500) } });
    this.#book = new RuleBook({ store, clock: { now: () => this.#now }, given });
  }

  get edits(): Edit[] {
    return this.#held.map(({ edit }) => edit);
  }

  async take(act: Act, written: () => Promise<LedgerRow[]>): Promise<void> {
    if (act.kind === 'jump') {
      this.#now += act.by;
    } else if (act.kind === 'cap') {
      const { name, limit } = act;
      await this.#book.change(this.#place, 'U9', 'cap', (set) => ({
        ...set,
        caps: { ...set.caps, [name]: limit },
      }));
    } else if (act.kind === 'hold') {
      await this.#hold(act, written);
    } else {
      await this.#settle(act, written);
    }
  }

  /** I1, I2: in all accounts when every cap has room, in none otherwise. */
  async #hold(
    { person, channel, amount }: Act & { kind: 'hold' },
    written: () => Promise<LedgerRow[]>,
  ): Promise<void> {
    const edit = anEdit('quoted', { person, place: { ...this.#place, channel } });
    await this.#store.accept(edit, [], person, this.#now);
    const rules = await this.#book.at(edit.place);
    const caps = capsOn(rules, edit, this.#now);
    const fits = caps.every(({ limit, ...account }) => {
      const { held, posted } = this.#balance(account);
      return held + posted + amount <= limit;
    });
    const hold = holdFor(rules, edit, amount, this.#now);
    const to = anEdit('approved', {
      ...edit,
      state: 'approved',
      version: 2,
      hold,
    } as Partial<Edit> as object);
    const result = await this.#store.commit({
      from: edit,
      to,
      event: { type: 'admitted' },
      actor: 'recut',
      at: this.#now,
      ledger: [{ kind: 'hold', hold }],
      caps,
      rules: rules.version,
    });
    expect(result.kind).toBe(fits ? 'committed' : 'over_cap');
    const rows = await written();
    expect(rows.map(accountOf)).toEqual(fits ? accountsOf(rules, edit, this.#now).map(accountOf) : []);
    if (!fits) return;
    this.#held.push({ edit: to, hold, state: 'open', charged: 0 });
    this.#add(hold, amount, 0);
  }

  /** I3, I4, I9: once, at most the hold, in the periods in which it was placed, whatever the clock says now. */
  async #settle(
    act: Exclude<Act, { kind: 'hold' | 'cap' | 'jump' }>,
    written: () => Promise<LedgerRow[]>,
  ): Promise<void> {
    const entry = this.#held[act.nth];
    if (!entry) return;
    const { hold } = entry;
    const amount =
      act.kind === 'void'
        ? ZERO
        : act.kind === 'adjust' && act.back
          ? subtract(ZERO, act.amount)
          : act.amount;
    const expected = this.#expected(entry, act.kind, amount);
    const outcome = await this.#commit(entry, movesOf(act.kind, hold, amount));
    expect(outcome).toBe(expected);
    const rows = await written();
    const kinds = new Set(rows.map(({ kind }) => kind));
    expect(rows).toHaveLength(expected === 'committed' ? hold.accounts.length * kinds.size : 0);
    for (const kind of kinds)
      expect(rows.filter((row) => row.kind === kind).map(accountOf)).toEqual(hold.accounts.map(accountOf));
    if (expected !== 'committed') return;
    const closes = act.kind !== 'adjust';
    const charged = act.kind === 'overrun' ? hold.amount + amount : amount;
    this.#add(hold, closes ? -hold.amount : 0, charged);
    entry.charged += charged;
    if (closes) entry.state = act.kind === 'void' ? 'voided' : 'posted';
  }

  #expected({ state, charged, hold }: HeldEdit, kind: Act['kind'], amount: Micros): string {
    if (kind === 'adjust') {
      if (state === 'open') return 'not_settled';
      return charged + amount < 0 ? 'overcredited' : 'committed';
    }
    if (state !== 'open') return 'already_settled';
    return kind === 'post' && amount > hold.amount ? 'overcharged' : 'committed';
  }

  async #commit(entry: HeldEdit, ledger: LedgerMove[]): Promise<string> {
    const { edit, hold } = entry;
    const [move] = ledger;
    const state = move?.kind === 'void' ? 'failed' : 'delivered';
    const base = { id: edit.id, place: edit.place, version: edit.version + 1 };
    const settled = state === 'failed' ? anEdit('failed', base) : anEdit('delivered', { ...base, hold });
    const to = move?.kind === 'adjust' ? { ...edit, version: edit.version + 1 } : settled;
    try {
      const { kind } = await this.#store.commit({
        from: edit,
        to,
        event: { type: 'settled' },
        actor: 'recut',
        at: this.#now,
        ledger,
        caps: [],
      });
      if (kind === 'committed') entry.edit = to;
      return kind;
    } catch (error) {
      if (error instanceof RecutError) return error.code;
      throw error;
    }
  }

  /** I6: what the store gives as balances is what the history adds up to. */
  async checkBalances(): Promise<void> {
    for (const [key, balance] of this.#used) {
      const [scope = '', period = ''] = key.split(' ');
      if (scope !== 'deployment') expect(await this.#store.balance({ scope, period })).toEqual(balance);
    }
  }

  #balance(account: Account): { held: number; posted: number } {
    return this.#used.get(accountOf(account)) ?? { held: 0, posted: 0 };
  }

  #add(hold: Hold, held: number, posted: number): void {
    for (const account of hold.accounts) {
      const before = this.#balance(account);
      this.#used.set(accountOf(account), { held: before.held + held, posted: before.posted + posted });
    }
  }
}

function accountOf({ scope, period }: Account): string {
  return `${scope} ${period}`;
}

function movesOf(kind: 'post' | 'overrun' | 'adjust' | 'void', hold: Hold, amount: Micros): LedgerMove[] {
  const why = 'the bill';
  switch (kind) {
    case 'post':
      return [{ kind, hold, amount }];
    case 'overrun':
      return [
        { kind: 'post', hold, amount: hold.amount },
        { kind, hold, amount, why },
      ];
    case 'adjust':
      return [{ kind, hold, amount, why }];
    case 'void':
      return [{ kind, hold, why }];
  }
}
