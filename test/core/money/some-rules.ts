import { parseDollars } from '../../../src/core/money/micros.ts';
import type { Rules } from '../../../src/core/money/rules.ts';

/** What a team has that has set nothing: $50 a month. Everything that `changes` does not name is ordinary. */
export function someRules(changes: Partial<Rules> = {}): Rules {
  const calendar = { timeZone: 'UTC', weekStartsOn: 1 } as const;
  return {
    version: 0,
    calendar,
    deploymentCalendar: calendar,
    caps: { 'team/month': parseDollars('50') },
    autoApproveUpTo: parseDollars('5'),
    overCap: 'ask',
    nextProvider: 'offer',
    twoApprovalsFrom: null,
    selfApproval: false,
    approvers: [],
    budgetOwners: [],
    expiresAfterMs: 24 * 60 * 60_000,
    remindBeforeMs: 2 * 60 * 60_000,
    alertsAt: [50, 80, 100],
    maxPrice: null,
    maxClipMs: null,
    maxRunning: { person: null, team: null },
    paused: null,
    model: null,
    provider: null,
    quality: null,
    ...changes,
  };
}
