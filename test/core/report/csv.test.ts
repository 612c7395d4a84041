import fc from 'fast-check';
import { expect, it } from 'vitest';
import { micros } from '../../../src/core/money/micros.ts';
import { csvOf, exactDollars } from '../../../src/core/report/csv.ts';
import { legendsOf } from '../../../src/core/report/legend.ts';
import { parseCsv } from './parse-csv.ts';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1'])(
  'makes %j text, which no spreadsheet runs',
  (text) => {
    expect(parseCsv(csvOf([[{ text }]]))).toEqual([[`'${text}`]]);
  },
);

it('comes back as it was written, whatever people type', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const csv = csvOf(rows.map((row) => row.map((own) => ({ own }))));
      expect(csv.startsWith('\uFEFF')).toBe(true);
      expect(csv.endsWith('\r\n')).toBe(true);
      expect(parseCsv(csv)).toEqual(rows);
    }),
  );
});

it.each([
  [0, '0.00'],
  [1, '0.000001'],
  [3_024_000, '3.024'],
  [1_080_000, '1.08'],
  [-500_000, '-0.50'],
  [1_250_000_000, '1250.00'],
])('writes %d micro-dollars exactly, as %s', (amount, written) => {
  expect(exactDollars(micros(amount))).toBe(written);
});

it('draws no name that would come out as boxes, and says beside the picture who it is', () => {
  expect(legendsOf(['Mara', '田中', null, 'Ёлка', '🙂', 'محمد'])).toEqual([
    { drawn: 'Mara', told: 'Mara' },
    { drawn: 'Person A', told: '田中 (Person A)' },
    { drawn: 'Person B', told: 'Person B' },
    { drawn: 'Ёлка', told: 'Ёлка' },
    { drawn: 'Person C', told: '🙂 (Person C)' },
    { drawn: 'Person D', told: 'محمد (Person D)' },
  ]);
});
