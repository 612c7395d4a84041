import { expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { reportLine } from '../../../src/core/views/report-wording.ts';

const november = {
  period: 'November',
  balance: { held: parseDollars('1.08'), posted: parseDollars('12.96') },
  limit: parseDollars('50'),
  people: [{ name: 'Mara', total: parseDollars('12.96') }],
  onlyNewest: null,
};

it('a report says what was spent, set aside and is left, and who spent it', () => {
  expect(reportLine(november)).toBe(
    'The team spent $12.96 in November; $1.08 set aside; $35.96 left of $50.00. Mara $12.96',
  );
});

it('a report says so when its table does not hold every charge', () => {
  expect(reportLine({ ...november, onlyNewest: 20_000 })).toMatch(
    / Mara \$12\.96\. The table holds the newest 20,000 charges\.$/,
  );
});
