import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { RuleBook } from '../../../src/core/money/rule-book.ts';
import { checkSettings } from '../../../src/core/money/settings.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { someRules } from './some-rules.ts';

const TEAM = { platform: 'slack', team: 'T1' };

describe('the rules of a team', () => {
  let store: KyselyStore;
  let book: RuleBook;

  beforeEach(async () => {
    store = new KyselyStore(await openSqlite(':memory:'));
    book = new RuleBook({
      store,
      clock: { now: () => 77 },
      given: (platform) => someRules({ approvers: [`${platform}-lead`] }),
    });
  });
  afterEach(() => store.close());

  it('are what the deployment gives until the team sets something', async () => {
    expect(await book.at(TEAM)).toEqual(someRules({ approvers: ['slack-lead'] }));
    expect((await book.at({ platform: 'discord', team: 'T1' })).approvers).toEqual(['discord-lead']);
  });

  it('are laid over one by one, so that what was not set still follows the deployment', async () => {
    const { after: set } = await book.change(TEAM, 'U9', 'cap', (before) => ({
      ...before,
      caps: { ...before.caps, 'person/day': parseDollars('5') },
      weekStartsOn: 7,
    }));
    expect(set).toEqual(
      someRules({
        version: 1,
        approvers: ['slack-lead'],
        calendar: { timeZone: 'UTC', weekStartsOn: 7 },
        caps: { 'team/month': parseDollars('50'), 'person/day': parseDollars('5') },
      }),
    );
    expect(await book.at(TEAM)).toEqual(set);
    expect((await book.at({ ...TEAM, team: 'T2' })).version).toBe(0);
  });

  it('take a cap away that is set to null', async () => {
    const { after } = await book.change(TEAM, 'U9', 'cap', () => ({ caps: { 'team/month': null } }));
    expect(after.caps).toEqual({});
  });

  it('keep who changed what, from what, and when', async () => {
    await book.change(TEAM, 'U9', 'pause', () => ({ paused: { by: 'U9', at: 77 } }));
    await book.change(TEAM, 'U8', 'resume', () => ({ paused: null }));
    expect(await book.changes(TEAM, 10)).toEqual([
      {
        ...TEAM,
        version: 2,
        at: 77,
        actor: 'U8',
        what: 'resume',
        before: { paused: { by: 'U9', at: 77 } },
        after: { paused: null },
      },
      {
        ...TEAM,
        version: 1,
        at: 77,
        actor: 'U9',
        what: 'pause',
        before: {},
        after: { paused: { by: 'U9', at: 77 } },
      },
    ]);
  });

  it('take every change of many that come at once', async () => {
    const limit = (cents: number) => parseDollars(`0.${cents}`);
    await Promise.all(
      [11, 12, 13, 14].map((cents) =>
        book.change(TEAM, 'U9', 'cap', ({ caps, ...rest }) => ({
          ...rest,
          caps: { ...caps, [`person:U${cents}/day`]: limit(cents) },
        })),
      ),
    );
    const { version, caps } = await book.at(TEAM);
    expect(version).toBe(4);
    expect(Object.keys(caps)).toHaveLength(5);
  });
});

describe('what a team cannot set', () => {
  it.each([
    ['a cap on all teams', { caps: { 'deployment/month': 1 } }],
    ['a cap on nothing', { caps: { 'crew/month': 1 } }],
    ['a cap for no period', { caps: { 'team/year': 1 } }],
    ['a negative cap', { caps: { 'team/month': -1 } }],
    ['a place that is none', { timeZone: 'Mars/Olympus' }],
    ['no time to decide', { expiresAfterMs: 0 }],
    ['nobody running at all', { maxRunning: { person: 0, team: null } }],
  ])('is %s', (_what, value) => {
    expect(() => checkSettings(value)).toThrow();
  });
});
