import path from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { writeChart } from '../../../src/core/media/chart.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { micros } from '../../../src/core/money/micros.ts';
import { type ChartData, drawChart } from '../../../src/core/report/chart.ts';
import { byPerson, daysOf } from '../../../src/core/report/report-data.ts';
import { temporaryFolder } from '../media/temporary-folder.ts';

const CALENDAR = { timeZone: 'Europe/Berlin', weekStartsOn: 1 } as const;
const FRIDAY = Date.UTC(2026, 10, 27, 12);

function data(change: Partial<ChartData> = {}): ChartData {
  const days = daysOf('week', FRIDAY, CALENDAR);
  const amounts = days.map(({ isFuture }) => micros(isFuture ? 0 : 1_080_000));
  return {
    title: 'Spent in the week of 23 November',
    subtitle: 'By person <&>',
    days,
    people: [{ name: 'Mara & Co <3', days: amounts }],
    isRunning: true,
    cap: { amount: micros(10_000_000), name: 'Cap' },
    ...change,
  };
}

it('knows the days of a day, a week and a month in the zone of the team, leap years and the change of clocks included', () => {
  const labels = (...args: Parameters<typeof daysOf>) => daysOf(...args).map(({ label }) => label);
  expect(labels('day', FRIDAY, CALENDAR)).toEqual(['21', '22', '23', '24', '25', '26', '27']);
  expect(labels('week', FRIDAY, CALENDAR)).toEqual(['23', '24', '25', '26', '27', '28', '29']);
  expect(labels('week', FRIDAY, { ...CALENDAR, weekStartsOn: 7 })[0]).toBe('22');
  expect(labels('month', Date.UTC(2028, 1, 10), CALENDAR)).toHaveLength(29);
  expect(labels('month', Date.UTC(2026, 9, 25, 0, 30), CALENDAR)).toHaveLength(31);
  expect(daysOf('month', Date.UTC(2026, 10, 30, 23, 30), CALENDAR)[0]?.key).toBe('day:2026-12-01');
});

it('names whoever spent most first, and nobody who spent nothing', () => {
  const days = daysOf('week', FRIDAY, CALENDAR);
  const spent = (person: string, period: string, dollars: number) => ({
    person,
    period,
    posted: micros(dollars * 1_000_000),
    held: micros(0),
  });
  const people = byPerson(
    [
      spent('U1', 'day:2026-11-24', 1),
      spent('U2', 'day:2026-11-23', 2),
      spent('U2', 'day:2026-11-27', 2),
      spent('U3', 'day:2026-11-23', 0),
    ],
    days,
  );
  expect(people.map(({ person, total }) => [person, total])).toEqual([
    ['U2', 4_000_000],
    ['U1', 1_000_000],
  ]);
});

it('draws bars below the cap as a picture that can be opened, with text in it', async () => {
  const folder = await temporaryFolder();
  const at = path.join(folder, 'chart.png');
  const signal = AbortSignal.timeout(30_000);
  const media = new MediaChildren({ atOnce: 1 });
  await writeChart(media, drawChart(data()), at, signal);
  const { data: pixels, info } = await sharp(at).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 1200, height: 675 });
  const count = (red: number, green: number, blue: number) => {
    let found = 0;
    for (let index = 0; index < pixels.length; index += 3) {
      if (pixels[index] === red && pixels[index + 1] === green && pixels[index + 2] === blue) found += 1;
    }
    return found;
  };
  expect(count(0x5a, 0xa9, 0xff)).toBeGreaterThan(5_000);
  expect(count(0xff, 0x6b, 0x5e)).toBeGreaterThan(1_000);
  const bare = path.join(folder, 'bare.png');
  await writeChart(media, { ...drawChart(data()), texts: [] }, bare, signal);
  expect(Buffer.compare(await sharp(bare).raw().toBuffer(), await sharp(at).raw().toBuffer())).not.toBe(0);
});

it('draws a team that spent nothing and has no cap', () => {
  const { svg } = drawChart(data({ people: [], cap: null }));
  expect(svg).not.toContain('NaN');
});
