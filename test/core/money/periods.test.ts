import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PeriodKind, periodEnd, periodKey, periodName } from '../../../src/core/money/periods.ts';

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
    expect(periodKey(kind, Date.parse(at), zone)).toBe(key);
  });

  it('holds every time until its end, and not its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), times, zones, (kind, at, zone) => {
        const key = periodKey(kind, at, zone);
        const end = periodEnd(key, zone);
        expect(end === null).toBe(kind === 'total');
        if (end === null) return;
        expect(end).toBeGreaterThan(at);
        expect(periodKey(kind, end - 1, zone)).toBe(key);
        expect(periodKey(kind, end, zone) > key).toBe(true);
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
        zones,
        (kind, at, later, zone) => {
          expect(periodKey(kind, at + later, zone) >= periodKey(kind, at, zone)).toBe(true);
        },
      ),
    );
  });

  it('is longer or shorter by an hour where the clocks change', () => {
    const hours = (day: string, zone: string) => {
      const at = Date.parse(`${day}T12:00:00Z`);
      const end = periodEnd(periodKey('day', at, zone), zone) ?? 0;
      const start = periodEnd(periodKey('day', at - 86_400_000, zone), zone) ?? 0;
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
