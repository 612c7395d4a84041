import { z } from 'zod';
import { type Micros, micros } from './micros.ts';
import { isTimeZone, PERIOD_KINDS, type PeriodKind, type Weekday } from './periods.ts';
import type { CapName, Rules } from './rules.ts';

const amount = z
  .number()
  .int()
  .nonnegative()
  .refine(Number.isSafeInteger)
  .transform((value): Micros => micros(value));
const span = z.number().int().nonnegative();
const ids = z.array(z.string().min(1).max(64)).max(50).readonly();
const few = z.number().int().min(1).max(1000).nullable();

/** The targets that a team may set a cap on. What the whole deployment may spend is its operator's to say. */
const TARGET = /^(?:team|(?:channel|person)(?::[^:/\s]{1,64})?)$/;

const capName = z.string().refine((name): name is CapName => {
  const [target = '', period = ''] = name.split('/');
  return TARGET.test(target) && PERIOD_KINDS.includes(period as PeriodKind) && name.split('/').length === 2;
}, 'is no cap such as team/month');

/** What a team may set by itself. What it leaves out is as the deployment says; null takes a limit away. */
const settings = z
  .object({
    timeZone: z.string().refine(isTimeZone, 'is no time zone such as Europe/Berlin'),
    weekStartsOn: z
      .number()
      .int()
      .min(1)
      .max(7)
      .transform((day) => day as Weekday),
    caps: z.partialRecord(capName, amount.nullable()).readonly(),
    autoApproveUpTo: amount,
    overCap: z.enum(['ask', 'refuse']),
    nextProvider: z.enum(['offer', 'automatic']),
    twoApprovalsFrom: amount.nullable(),
    selfApproval: z.boolean(),
    approvers: ids,
    budgetOwners: ids,
    expiresAfterMs: span.min(1_000).max(24 * 60 * 60_000),
    remindBeforeMs: span.max(24 * 60 * 60_000),
    alertsAt: z.array(z.number().int().min(1).max(1000)).max(5).readonly(),
    maxPrice: amount.nullable(),
    maxClipMs: span.min(1).nullable(),
    maxRunning: z.object({ person: few, team: few }).readonly(),
    paused: z.object({ by: z.string(), at: z.number() }).readonly().nullable(),
    model: z.string().max(200).nullable(),
    provider: z.string().max(64).nullable(),
    quality: z.enum(['draft', 'final']).nullable(),
  })
  .partial();

/**
 * What one team has set itself, to be laid over what the deployment gives every team. Caps are laid over one by one: those
 * that it does not name stay.
 */
export type Settings = z.output<typeof settings>;

/** @throws z.ZodError when these are no settings. */
export function checkSettings(value: unknown): Settings {
  return settings.parse(value);
}

/** The rules of a team that has set this. */
export function rulesWith(given: Rules, set: Settings, version: number): Rules {
  const { timeZone, weekStartsOn, caps, ...rest } = set;
  return {
    ...given,
    ...withoutGaps(rest),
    version,
    calendar: {
      timeZone: timeZone ?? given.calendar.timeZone,
      weekStartsOn: weekStartsOn ?? given.calendar.weekStartsOn,
    },
    caps: withoutNulls({ ...given.caps, ...caps }),
  };
}

function withoutGaps<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const known = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(known) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

function withoutNulls(caps: Partial<Record<CapName, Micros | null>>): Rules['caps'] {
  return Object.fromEntries(Object.entries(caps).filter(([, limit]) => limit !== null)) as Rules['caps'];
}
