import { ulid } from 'ulid';
import type { Millis } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Account, Cap, Hold, Watch } from './ledger.ts';
import type { Micros } from './micros.ts';
import { PERIOD_KINDS, periodKey, periodName } from './periods.ts';
import type { CapTarget, Rules } from './rules.ts';

/** Whose money an edit spends: where it was asked for, and by whom. An edit is one. */
export interface Spender {
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
  person: string;
}

/** The scopes that cover an edit, always in this order, so that two holds never wait for each other. */
const SCOPES = ['deployment', 'team', 'channel', 'person'] as const;
type Scope = (typeof SCOPES)[number];

/**
 * Every account that an edit of this spender is booked in, whether it has a cap or not: a cap that is set later counts
 * what was spent before.
 */
export function accountsOf(rules: Rules, spender: Spender, now: Millis): readonly Account[] {
  return covering(rules, spender, now).map(({ scope, period }) => ({ scope, period }));
}

/** The caps on an edit that is admitted now, in a fixed order. */
export function capsOn(rules: Rules, spender: Spender, now: Millis): readonly Cap[] {
  return covering(rules, spender, now).flatMap(({ limit, ...account }) =>
    limit === null ? [] : [{ ...account, limit }],
  );
}

/** No exception lifts it: the operator's own cap, and every cap of a team that refuses what is over one. */
export function isFirm({ overCap }: Rules, { scope }: Pick<Account, 'scope'>): boolean {
  return scope === 'deployment' || overCap === 'refuse';
}

/** A new hold in every account that covers an edit of this spender now. */
export function holdFor(rules: Rules, spender: Spender, amount: Micros, now: Millis): Hold {
  return { id: ulid(now), amount, accounts: accountsOf(rules, spender, now) };
}

/** The caps whose filling is to be told of, with the thresholds in per cent. */
export function watched(caps: readonly Cap[], { alertsAt }: Pick<Rules, 'alertsAt'>): readonly Watch[] {
  return caps.map((cap) => ({ cap, percents: alertsAt }));
}

/** Whose cap it is. */
export function scopeOf({ scope }: Pick<Account, 'scope'>): Scope {
  return SCOPES.find((each) => scope === each || scope.startsWith(`${each}:`)) ?? 'team';
}

/** What people call the period of a cap: "November". */
export function periodOf(cap: Pick<Account, 'period'>): string {
  return periodName(cap.period);
}

const SCOPE_NAMES: Record<Scope, string> = {
  deployment: 'All teams',
  team: 'Team',
  channel: 'Channel',
  person: 'Requester',
};

/** What people call a cap of an edit: "Team, November". */
export function capName(cap: Account): string {
  const [scope = ''] = cap.scope.split(':');
  return `${SCOPE_NAMES[scope as Scope] ?? scope}, ${periodOf(cap)}`;
}

/** An account that covers an edit, with its cap; null where it has none. */
export interface Covering extends Account {
  limit: Micros | null;
}

/** All of them, in a fixed order: by scope, and within a scope from the shortest period. */
export function covering(rules: Rules, spender: Spender, now: Millis): readonly Covering[] {
  return SCOPES.flatMap((scope) => {
    const calendar = scope === 'deployment' ? rules.deploymentCalendar : rules.calendar;
    return PERIOD_KINDS.map((kind) => ({
      scope: scopeKey(scope, spender),
      period: periodKey(kind, now, calendar),
      limit: limitOf(rules, targetsOf(scope, spender), kind),
    }));
  });
}

/** `team:slack:T1`: ids of one platform mean nothing on another. */
function scopeKey(scope: Scope, { place: { platform, team, channel }, person }: Spender): string {
  switch (scope) {
    case 'deployment':
      return 'deployment';
    case 'team':
      return `team:${platform}:${team}`;
    case 'channel':
      return `channel:${platform}:${team}:${channel}`;
    case 'person':
      return `person:${platform}:${team}:${person}`;
  }
}

/** What a cap on this scope may be set on, the most particular first. */
function targetsOf(scope: Scope, { place, person }: Spender): readonly CapTarget[] {
  if (scope === 'channel') return [`channel:${place.channel}`, 'channel'];
  return scope === 'person' ? [`person:${person}`, 'person'] : [scope];
}

function limitOf({ caps }: Rules, targets: readonly CapTarget[], kind: (typeof PERIOD_KINDS)[number]) {
  const target = targets.find((each) => caps[`${each}/${kind}`] !== undefined);
  return target === undefined ? null : (caps[`${target}/${kind}`] ?? null);
}
