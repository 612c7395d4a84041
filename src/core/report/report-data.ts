import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../clock.ts';
import { add, type Micros, ZERO } from '../money/micros.ts';
import { type Calendar, periodKey } from '../money/periods.ts';
import type { PersonSpending } from '../store/store.ts';

export const REPORTED = ['day', 'week', 'month'] as const;
export type Reported = (typeof REPORTED)[number];

/** One day of a report. */
export interface ReportDay {
  /** As periods are called: `day:2026-11-27`. */
  key: string;
  /** "27". */
  label: string;
  isFuture: boolean;
}

/** What one person spent on each day of the report. */
export interface PersonDays {
  person: string;
  total: Micros;
  days: readonly Micros[];
}

/** The days of the week or month that `now` falls in; for a day, the seven that end with it. */
export function daysOf(reported: Reported, now: Millis, calendar: Calendar): ReportDay[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate();
  const { first, count } = spanOf(reported, today, now, calendar);
  return Array.from({ length: count }, (_, index) => {
    const day = first.add({ days: index });
    return {
      key: `day:${day}`,
      label: String(day.day),
      isFuture: Temporal.PlainDate.compare(day, today) > 0,
    };
  });
}

function spanOf(reported: Reported, today: Temporal.PlainDate, now: Millis, calendar: Calendar) {
  if (reported === 'day') return { first: today.subtract({ days: 6 }), count: 7 };
  if (reported === 'month') return { first: today.with({ day: 1 }), count: today.daysInMonth };
  const monday = periodKey('week', now, calendar).slice('week:'.length);
  return { first: Temporal.PlainDate.from(monday), count: 7 };
}

/** Who spent what on which day, whoever spent most first. */
export function byPerson(spending: readonly PersonSpending[], days: readonly ReportDay[]): PersonDays[] {
  const people = [...new Set(spending.map(({ person }) => person))];
  const rows = people.map((person) => {
    const own = spending.filter((each) => each.person === person);
    const amounts = days.map(({ key }) => own.find(({ period }) => period === key)?.posted ?? ZERO);
    return { person, days: amounts, total: add(...amounts) };
  });
  return rows.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
}
