import { describe, expect, it } from 'vitest';
import { accountsOf, capName, capsOn, holdFor } from '../../../src/core/money/budget.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { someRules } from './some-rules.ts';

const MARA = { place: { platform: 'slack', team: 'T1', channel: 'C1' }, person: 'U1' };
const NOW = Date.parse('2026-11-30T23:30:00Z');

describe('what an edit is booked in', () => {
  it('is every scope and period, whether it has a cap or not, in a fixed order', () => {
    const rules = someRules({ calendar: { timeZone: 'Europe/Berlin', weekStartsOn: 7 } });
    expect(accountsOf(rules, MARA, NOW).map(({ scope, period }) => `${scope} ${period}`)).toEqual([
      'deployment day:2026-11-30',
      'deployment week:2026-11-30',
      'deployment month:2026-11',
      'deployment total',
      'team:slack:T1 day:2026-12-01',
      'team:slack:T1 week:2026-11-29',
      'team:slack:T1 month:2026-12',
      'team:slack:T1 total',
      'channel:slack:T1:C1 day:2026-12-01',
      'channel:slack:T1:C1 week:2026-11-29',
      'channel:slack:T1:C1 month:2026-12',
      'channel:slack:T1:C1 total',
      'person:slack:T1:U1 day:2026-12-01',
      'person:slack:T1:U1 week:2026-11-29',
      'person:slack:T1:U1 month:2026-12',
      'person:slack:T1:U1 total',
    ]);
    expect(holdFor(rules, MARA, parseDollars('1'), NOW).accounts).toEqual(accountsOf(rules, MARA, NOW));
  });
});

describe('the caps on an edit', () => {
  it('are all that cover it, and those of one person or channel go before those of any', () => {
    const rules = someRules({
      caps: {
        'person:U1/day': parseDollars('3'),
        'person/day': parseDollars('2'),
        'person:U2/month': parseDollars('1'),
        'channel/week': parseDollars('20'),
        'team/month': parseDollars('50'),
        'deployment/total': parseDollars('900'),
      },
    });
    const limits = (spender: typeof MARA) =>
      capsOn(rules, spender, NOW).map((cap) => `${capName(cap)}: ${cap.limit / 1_000_000}`);
    expect(limits(MARA)).toEqual([
      'All teams, all time: 900',
      'Team, November: 50',
      'Channel, the week of 30 November: 20',
      'Requester, 30 November: 3',
    ]);
    expect(limits({ ...MARA, person: 'U2' }).slice(3)).toEqual([
      'Requester, 30 November: 2',
      'Requester, November: 1',
    ]);
  });

  it('are none where nothing is capped', () => {
    expect(capsOn(someRules({ caps: {} }), MARA, NOW)).toEqual([]);
  });
});
