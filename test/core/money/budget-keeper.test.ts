import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BudgetKeeper } from '../../../src/core/money/budget-keeper.ts';
import { parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import { RuleBook } from '../../../src/core/money/rule-book.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { ASKED_AT, anEdit } from '../edit/an-edit.ts';
import { someRules } from './some-rules.ts';

const { place } = anEdit('requested');

describe('the keeper of a budget', () => {
  let store: KyselyStore;
  let keeper: BudgetKeeper;
  let told = 0;

  beforeEach(async () => {
    told = 0;
    store = new KyselyStore(await openSqlite(':memory:'));
    const clock = { now: () => ASKED_AT };
    keeper = new BudgetKeeper({
      store,
      clock,
      rules: new RuleBook({ store, clock, given: () => someRules() }),
      mayApprove: async (_place, person, named) =>
        named.length === 0 ? person === 'UADMIN' : named.includes(person),
      changed: () => {
        told += 1;
      },
    });
  });
  afterEach(() => store.close());

  it('lets admins change the rules, and whoever they name as an owner', async () => {
    expect(await keeper.pause(place, 'U1')).toEqual({ kind: 'not_allowed' });
    await keeper.change(place, 'UADMIN', 'owners', (set) => ({ ...set, budgetOwners: ['U1'] }));
    expect(await keeper.pause(place, 'U1')).toMatchObject({ kind: 'changed', rules: { version: 2 } });
    expect(await keeper.pause(place, 'U2')).toEqual({ kind: 'not_allowed' });
    expect((await keeper.rulesAt(place)).paused).toEqual({ by: 'U1', at: ASKED_AT });
    expect(told).toBe(2);
  });

  it('says what was before and what is now', async () => {
    const changed = await keeper.setCap(place, 'UADMIN', 'team/month', parseDollars('80'));
    expect(changed).toMatchObject({
      before: { caps: { 'team/month': parseDollars('50') } },
      rules: { caps: { 'team/month': parseDollars('80') } },
    });
    expect((await keeper.setCap(place, 'UADMIN', 'team/month', null)).kind).toBe('changed');
    expect((await keeper.rulesAt(place)).caps).toEqual({});
  });

  it('keeps who paused first, and goes on when it is resumed', async () => {
    await keeper.pause(place, 'UADMIN');
    await keeper.change(place, 'UADMIN', 'owners', (set) => ({ ...set, budgetOwners: ['U1'] }));
    await keeper.pause(place, 'U1');
    expect((await keeper.rulesAt(place)).paused?.by).toBe('UADMIN');
    await keeper.resume(place, 'U1');
    expect((await keeper.rulesAt(place)).paused).toBeNull();
  });

  it('shows what is in every account of a person, with its cap where it has one', async () => {
    const standings = await keeper.standings({ place, person: 'U1' });
    expect(standings).toHaveLength(16);
    expect(standings[6]).toEqual({
      scope: 'team:slack:T1',
      period: 'month:2026-11',
      limit: parseDollars('50'),
      balance: { held: ZERO, posted: ZERO },
    });
    expect(standings.filter(({ limit }) => limit !== null)).toHaveLength(1);
  });
});
