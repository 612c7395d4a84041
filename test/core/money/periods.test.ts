import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  type PeriodKind,
  periodEnd,
  periodKey,
  periodName,
  type Weekday,
} from '../../../src/core/money/periods.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Santiago',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/New_York',
];
const KINDS: readonly PeriodKind[] = ['day', 'week', 'month', 'total'];

const times = fc.integer({ min: Date.UTC(2008, 0, 1), max: Date.UTC(2038, 0, 1) });
const zones = fc.constantFrom(...ZONES);
const weekdays = fc.constantFrom<Weekday[]>(1, 2, 3, 4, 5, 6, 7);
const calendars = fc.record<Calendar>({ timeZone: zones, weekStartsOn: weekdays });

/** With weeks that begin on Monday. */
function inZone(timeZone: string): Calendar {
  return { timeZone, weekStartsOn: 1 };
}

describe('the period a time falls in', () => {
  it.each([
    ['the month of the team, not of UTC', 'month', '2026-11-30T23:30:00Z', 'Europe/Berlin', 'month:2026-12'],
    ['the month before, west of UTC', 'month', '2026-12-01T02:59:59Z', 'America/Santiago', 'month:2026-11'],
    ['half an hour off the hour', 'month', '2026-10-31T18:30:00Z', 'Asia/Kolkata', 'month:2026-11'],
    ['the last moment of a leap day', 'month', '2028-02-29T23:59:59.999Z', 'UTC', 'month:2028-02'],
    ['a leap day', 'day', '2028-02-29T12:00:00Z', 'Asia/Kolkata', 'day:2028-02-29'],
    ['the 31st', 'day', '2026-12-31T22:59:59Z', 'Europe/Berlin', 'day:2026-12-31'],
    ['a week from its Monday on', 'week', '2026-11-22T22:59:59Z', 'Europe/Berlin', 'week:2026-11-16'],
    ['a week that began last year', 'week', '2027-01-01T12:00:00Z', 'UTC', 'week:2026-12-28'],
    ['everything', 'total', '2026-11-22T12:00:00Z', 'UTC', 'total'],
  ] as const)('is %s', (_name, kind, at, zone, key) => {
    expect(periodKey(kind, Date.parse(at), inZone(zone))).toBe(key);
  });

  it.each<[Weekday, string]>([
    [1, 'week:2026-11-23'],
    [5, 'week:2026-11-27'],
    [6, 'week:2026-11-21'],
    [7, 'week:2026-11-22'],
  ])('is a week from the day on that the team says: %i', (weekStartsOn, key) => {
    const friday = Date.parse('2026-11-27T12:00:00Z');
    expect(periodKey('week', friday, { timeZone: 'UTC', weekStartsOn })).toBe(key);
  });

  it('holds every time until its end, and not its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), times, calendars, (kind, at, calendar) => {
        const key = periodKey(kind, at, calendar);
        const end = periodEnd(key, calendar.timeZone);
        expect(end === null).toBe(kind === 'total');
        if (end === null) return;
        expect(end).toBeGreaterThan(at);
        expect(periodKey(kind, end - 1, calendar)).toBe(key);
        expect(periodKey(kind, end, calendar) > key).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never goes back as time goes on', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        times,
        fc.nat({ max: 40 * 86_400_000 }),
        calendars,
        (kind, at, later, calendar) => {
          expect(periodKey(kind, at + later, calendar) >= periodKey(kind, at, calendar)).toBe(true);
        },
      ),
    );
  });

  it('is longer or shorter by an hour where the clocks change', () => {
    const hours = (day: string, zone: string) => {
      const at = Date.parse(`${day}T12:00:00Z`);
      const end = periodEnd(periodKey('day', at, inZone(zone)), zone) ?? 0;
      const start = periodEnd(periodKey('day', at - 86_400_000, inZone(zone)), zone) ?? 0;
      return (end - start) / 3_600_000;
    };
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
    // In Santiago the clocks go forward at midnight: that day begins at one o'clock.
    expect(hours('2026-09-06', 'America/Santiago')).toBe(23);
    expect(periodEnd('day:2026-09-05', 'America/Santiago')).toBe(Date.parse('2026-09-06T04:00:00Z'));
    expect(hours('2026-11-22', 'Asia/Kolkata')).toBe(24);
  });
});

describe('the name of a period', () => {
  it('is what people say', () => {
    expect(periodName('month:2026-11')).toBe('November');
    expect(periodName('day:2028-02-29')).toBe('29 February');
    expect(periodName('week:2026-12-28')).toBe('the week of 28 December');
    expect(periodName('total')).toBe('all time');
  });

  it('is not given to what is no period', () => {
    for (const key of ['', 'month', 'month:2026-13', 'year:2026', 'day:2027-02-29']) {
      expect(() => periodName(key)).toThrow(expect.objectContaining({ code: 'bad_period' }));
    }
  });
});
