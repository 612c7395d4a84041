import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../clock.ts';
import { RecutError } from '../errors.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** How long a cap may count, from the shortest. */
export const PERIOD_KINDS = ['day', 'week', 'month', 'total'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** How time is cut into periods: in an IANA time zone, with weeks that begin on this day. */
export interface Calendar {
  timeZone: string;
  weekStartsOn: Weekday;
}

/** Whether this machine knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The period that a time falls in: `day:2026-11-22`, `week:2026-11-16` (its first day), `month:2026-11` or `total`.
 * Periods of one kind sort by time.
 * @throws RangeError when there is no such time zone.
 */
export function periodKey(kind: PeriodKind, at: Millis, { timeZone, weekStartsOn }: Calendar): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  switch (kind) {
    case 'day':
      return `day:${day}`;
    case 'week':
      return `week:${day.subtract({ days: (day.dayOfWeek - weekStartsOn + 7) % 7 })}`;
    case 'month':
      return `month:${day.toPlainYearMonth()}`;
    case 'total':
      return 'total';
  }
}

/**
 * The first moment after the period, null when it never ends. That is the start of a local day, which is not midnight
 * where the clocks go forward at midnight.
 * @throws RecutError `bad_period` when `key` does not come from `periodKey`.
 */
export function periodEnd(key: string, timeZone: string): Millis | null {
  const period = parsePeriod(key);
  if (period.kind === 'total') return null;
  return period.first.add({ [`${period.kind}s`]: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** As people say it: "22 November", "the week of 16 November", "November", "all time". Without the year. */
export function periodName(key: string): string {
  const period = parsePeriod(key);
  switch (period.kind) {
    case 'day':
      return dayName(period.first);
    case 'week':
      return `the week of ${dayName(period.first)}`;
    case 'month':
      return monthName(period.first);
    case 'total':
      return 'all time';
  }
}

type Period = { kind: 'total' } | { kind: Exclude<PeriodKind, 'total'>; first: Temporal.PlainDate };

function parsePeriod(key: string): Period {
  if (key === 'total') return { kind: 'total' };
  const [kind, start = ''] = key.split(':');
  try {
    if (kind === 'day' || kind === 'week') return { kind, first: Temporal.PlainDate.from(start) };
    if (kind === 'month') return { kind, first: Temporal.PlainYearMonth.from(start).toPlainDate({ day: 1 }) };
  } catch (cause) {
    throw new RecutError('bad_period', `"${key}" is not a period`, { cause });
  }
  throw new RecutError('bad_period', `"${key}" is not a period`);
}

function dayName(day: Temporal.PlainDate): string {
  return `${day.day} ${monthName(day)}`;
}

function monthName(day: Temporal.PlainDate): string {
  return MONTHS[day.month - 1] ?? '';
}
