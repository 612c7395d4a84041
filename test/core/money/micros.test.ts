import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  dollarsToMicros,
  formatDollars,
  micros,
  parseDollars,
  subtract,
} from '../../../src/core/money/micros.ts';

/** Below a billion dollars. */
const amount = fc.integer({ min: 0, max: 999_999_999_999_999 });

describe('micro-dollars', () => {
  it('are whole numbers, and nothing else becomes one', () => {
    expect(micros(1_800_000)).toBe(1_800_000);
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => micros(bad)).toThrowError(expect.objectContaining({ code: 'not_micros' }));
    }
  });

  it('add up without losing anything', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(subtract(add(micros(a), micros(b)), micros(b))).toBe(a);
      }),
    );
    expect(add()).toBe(0);
  });
});

describe('dollars in text', () => {
  it.each([
    ['5', 5_000_000],
    ['1.8', 1_800_000],
    ['$142.18', 142_180_000],
    ['1,250.00', 1_250_000_000],
    [' $0.126 ', 126_000],
    ['0.000001', 1],
  ])('%s is %i micro-dollars', (text, expected) => {
    expect(parseDollars(text)).toBe(expected);
  });

  it.each(['', '$', '-1', '1.', '.5', '1e3', '1,25', '1.0000001', '5 dollars', '٣', '12,34.00'])(
    '"%s" is not an amount',
    (text) => {
      expect(() => parseDollars(text)).toThrowError(expect.objectContaining({ code: 'not_dollars' }));
    },
  );

  it('are read back as they were printed, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (cents) => {
        expect(parseDollars(formatDollars(micros(cents * 10_000)))).toBe(cents * 10_000);
      }),
    );
  });

  it.each([
    [1_080_000, '$1.08'],
    [1_234_560_000, '$1,234.56'],
    [4_999, '$0.00'],
    [5_000, '$0.01'],
    [-5_000, '-$0.01'],
    [-4_999, '$0.00'],
  ])('%i micro-dollars read %s', (value, text) => {
    expect(formatDollars(micros(value))).toBe(text);
  });
});

describe('dollars in a JSON number', () => {
  it('with at most six decimals are exact', () => {
    expect(dollarsToMicros(1.08)).toBe(1_080_000);
    fc.assert(
      fc.property(amount, (value) => {
        const text = `${Math.floor(value / 1e6)}.${String(value % 1e6).padStart(6, '0')}`;
        expect(dollarsToMicros(JSON.parse(text.replace(/^0+(?=\d)/, '')))).toBe(value);
      }),
    );
  });

  it('lose the dust of float arithmetic', () => {
    expect(dollarsToMicros(8.4 * 0.36)).toBe(3_024_000);
    expect(dollarsToMicros(0.1 + 0.2)).toBe(300_000);
    expect(dollarsToMicros(-0.1)).toBe(-100_000);
  });

  it('must be a sensible number', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
      expect(() => dollarsToMicros(bad)).toThrowError(expect.objectContaining({ code: 'not_dollars' }));
    }
  });
});
