import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditEventType } from '../../../src/core/edit/event.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { micros } from '../../../src/core/money/micros.ts';
import type { Weekday } from '../../../src/core/money/periods.ts';
import type { CapName } from '../../../src/core/money/rules.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { type Act, type Broken, Lives } from './lives.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = ['Europe/Berlin', 'America/Santiago', 'Asia/Kolkata', 'UTC'];
/** Shortly before clocks change, a leap day, the last day of a month, of a year. */
const STARTS = [
  '2026-10-25T00:30:00Z',
  '2027-04-04T02:30:00Z',
  '2028-02-29T18:00:00Z',
  '2026-12-31T22:30:00Z',
];
const CAPS: readonly CapName[] = [
  'deployment/day',
  'deployment/total',
  'team/month',
  'channel/week',
  'person/day',
  'person:U2/total',
];

/** What comes late, and only after each other. */
const RARE: readonly EditEventType[] = [
  'ambiguous',
  'settled_as_run',
  'settled_as_charged',
  'settled_as_not_run',
  'contradicted',
];

const amounts = fc.integer({ min: 10_000, max: 900_000 }).map(micros);
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      person: fc.constantFrom('U1', 'U2'),
      channel: fc.constantFrom('C1', 'C2'),
      amount: amounts,
      parts: fc.boolean(),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      nth: fc.nat({ max: 2 }),
      // More often than not what usually comes next, so that many lives get far.
      pick: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: fc.nat({ max: 25 }) },
        { weight: 6, arbitrary: fc.constantFrom(...RARE) },
      ),
      amount: amounts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cap' as const),
      name: fc.constantFrom(...CAPS),
      limit: fc.option(fc.integer({ min: 0, max: 3_000_000 }).map(micros)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('jump' as const),
      by: fc.constantFrom(HOUR, -HOUR, DAY, 31 * DAY, -31 * DAY),
    }),
  },
);

const histories = fc.record({
  start: fc.constantFrom(...STARTS.map((at) => Date.parse(at))),
  timeZone: fc.constantFrom(...ZONES),
  weekStartsOn: fc.constantFrom<Weekday[]>(1, 6, 7),
  // Long ones: most lives have many steps, and what is rare comes late.
  acts: fc.array(acts, { minLength: 1, maxLength: 60, size: 'max' }),
});

/** The transition function, which books nothing upon one kind of event. */
function without(type: EditEventType): typeof transition {
  return (edit, event, now) => {
    const moved = transition(edit, event, now);
    return moved && event.type === type ? { ...moved, ledger: [] } : moved;
  };
}

/** Whatever happens to whole edits keeps every promise, at every step. */
function promise(broken: Broken = {}) {
  return fc.asyncProperty(histories, async ({ start, acts, ...calendar }) => {
    const store = new KyselyStore(await openSqlite(':memory:'));
    try {
      const lives = new Lives(store, calendar, start, broken);
      for (const act of acts) await lives.take(act);
      await lives.end();
    } finally {
      await store.close();
    }
  });
}

describe('any history of whole edits', { timeout: 240_000 }, () => {
  it('keeps the invariants of the money at every step', async () => {
    await fc.assert(promise(), { numRuns: 400 });
  });

  it.each<[string, Broken]>([
    ['an admission looks at no cap', { caps: () => [] }],
    ['an admission looks only at the first cap', { caps: (caps) => caps.slice(0, 1) }],
    [
      'what may have been submitted is sent again',
      {
        transition: (edit, event, now) =>
          transition(
            edit,
            event.type === 'ambiguous' ? { type: 'not_delivered', retryAfterMs: null } : event,
            now,
          ),
      },
    ],
    ['the hold of what failed is forgotten', { transition: without('rejected') }],
    ['a part that goes on elsewhere keeps the hold that it had', { transition: without('part_moved') }],
    ['nothing is set aside for what ran after all', { transition: without('contradicted') }],
    [
      'a hold is booked in all accounts but one',
      {
        transition: (edit, event, now) => {
          const moved = transition(edit, event, now);
          if (!moved || event.type !== 'admitted') return moved;
          const accounts = event.hold.accounts.slice(0, -1);
          const ledger = moved.ledger.map((move) => ({ ...move, hold: { ...move.hold, accounts } }));
          return { ...moved, ledger };
        },
      },
    ],
  ])('(control) is found out where %s', async (_name, broken) => {
    const { failed } = await fc.check(promise(broken), { numRuns: 10_000, endOnFailure: true, seed: 7 });
    expect(failed).toBe(true);
  });
});
