import { parseDollars } from '../../src/core/money/micros.ts';
import type { Rules } from '../../src/core/money/rules.ts';
import type { Settings } from '../../src/core/money/settings.ts';
import type { Chance } from './chance.ts';
import { APPROVERS } from './people.ts';

/** What holds where a team has set nothing. */
export function someRules(chance: Chance): Rules {
  const calendar = {
    timeZone: chance.pick(['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Kolkata']),
    weekStartsOn: 1,
  } as const;
  return {
    version: 0,
    calendar,
    deploymentCalendar: calendar,
    caps: {
      'team/month': parseDollars(chance.pick(['4', '8', '20', '60'])),
      ...(chance.happens(0.5) ? { 'person/day': parseDollars(chance.pick(['4', '30'])) } : {}),
      ...(chance.happens(0.3) ? { 'channel/week': parseDollars('6') } : {}),
    },
    autoApproveUpTo: parseDollars(chance.pick(['0.5', '2', '10', '60'])),
    overCap: chance.pick(['ask', 'refuse']),
    nextProvider: chance.pick(['offer', 'automatic']),
    twoApprovalsFrom: chance.happens(0.4) ? parseDollars(chance.pick(['1', '3'])) : null,
    selfApproval: false,
    approvers: APPROVERS,
    budgetOwners: [],
    expiresAfterMs: 24 * 60 * 60_000,
    remindBeforeMs: 0,
    alertsAt: [50, 80, 100],
    maxPrice: null,
    maxClipMs: null,
    maxRunning: { person: chance.happens(0.3) ? 1 : null, team: null },
    paused: null,
    model: null,
    provider: null,
    quality: null,
  };
}

/** What an admin may come to change at any moment: caps down and up, what needs whom, a pause and its end. */
export function someChange(chance: Chance): { what: string; change: (set: Settings) => Settings } {
  const caps = (name: 'team/month' | 'person/day', amounts: readonly string[]) => {
    const limit = parseDollars(chance.pick(amounts));
    return { what: 'cap', change: (set: Settings) => ({ ...set, caps: { ...set.caps, [name]: limit } }) };
  };
  const policy = (part: Settings) => ({ what: 'policy', change: (set: Settings) => ({ ...set, ...part }) });
  switch (chance.between(0, 6)) {
    case 0:
      return caps('team/month', ['1', '3', '6', '30']);
    case 1:
      return caps('person/day', ['1', '5', '30']);
    case 2:
      return policy({ autoApproveUpTo: parseDollars(chance.pick(['0', '1', '10'])) });
    case 3:
      return policy({ twoApprovalsFrom: chance.happens(0.5) ? parseDollars('1') : null });
    case 4:
      return policy({ maxRunning: { person: chance.pick([null, 1]), team: chance.pick([null, 2]) } });
    case 5:
      return policy({ paused: null });
    default:
      return policy({ paused: { by: 'dana', at: 0 } });
  }
}
