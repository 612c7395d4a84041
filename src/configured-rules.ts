import type { Config } from './config.ts';
import type { Calendar } from './core/money/periods.ts';
import type { Rules } from './core/money/rules.ts';

const HOUR_MS = 60 * 60_000;
const WEEKDAYS = { monday: 1, saturday: 6, sunday: 7 } as const;

/** What holds for the teams of a platform that have set nothing themselves. */
export function configuredRules(config: Config): (platform: string) => Rules {
  const calendar: Calendar = {
    timeZone: config.TIME_ZONE,
    weekStartsOn: WEEKDAYS[config.WEEK_STARTS_ON],
  };
  const approvers: Readonly<Record<string, readonly string[]>> = {
    slack: config.SLACK_APPROVERS,
    discord: config.DISCORD_APPROVERS,
  };
  return (platform) => ({
    version: 0,
    calendar,
    deploymentCalendar: calendar,
    caps: {
      'team/month': config.TEAM_MONTHLY_CAP,
      ...(config.DEPLOYMENT_MONTHLY_CAP === undefined
        ? {}
        : { 'deployment/month': config.DEPLOYMENT_MONTHLY_CAP }),
    },
    autoApproveUpTo: config.APPROVE_ABOVE,
    overCap: config.OVER_CAP,
    nextProvider: config.NEXT_PROVIDER,
    twoApprovalsFrom: config.TWO_APPROVALS_FROM ?? null,
    selfApproval: config.SELF_APPROVAL === 'yes',
    approvers: approvers[platform] ?? [],
    budgetOwners: [],
    expiresAfterMs: config.APPROVAL_HOURS * HOUR_MS,
    remindBeforeMs: 2 * HOUR_MS,
    alertsAt: [50, 80, 100],
    maxPrice: null,
    maxClipMs: null,
    maxRunning: { person: config.RUNNING_PER_PERSON, team: null },
    paused: null,
    model: null,
    provider: null,
    quality: null,
  });
}
