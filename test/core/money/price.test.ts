import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDollars, micros, parseDollars } from '../../../src/core/money/micros.ts';
import { quoteFor, withLivePrice } from '../../../src/core/money/price.ts';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../src/core/providers/model.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const pro = modelNamed('kling-o3-pro');
const draft = modelNamed('kling-o3-std');

function modelNamed(name: string): Model {
  const model = new Catalogue(['wavespeed', 'segmind']).named(name);
  if (!model) throw new Error(`The catalogue has no ${name}`);
  return model;
}

const price = (model: Model, ms: number) => formatDollars(quoteFor(model, ms, NOW, HOUR).amount);

describe('the listed price of an edit', () => {
  it.each([
    [3_000, '$1.08'],
    [5_000, '$1.80'],
    [8_000, '$2.88'],
    [8_400, '$3.03'],
    [10_000, '$3.60'],
  ])('of %i ms with Kling O3 Pro is %s', (ms, dollars) => {
    expect(price(pro, ms)).toBe(dollars);
  });

  it('bills at least 3 s and at most 10 s, whatever the clip', () => {
    expect(price(pro, 1)).toBe('$1.08');
    expect(price(pro, 2_999)).toBe('$1.08');
    expect(price(pro, 10_050)).toBe('$3.60');
    expect(quoteFor(pro, 2_500, NOW, HOUR).billedMs).toBe(3_000);
    expect(quoteFor(pro, 10_050, NOW, HOUR).billedMs).toBe(10_000);
  });

  it('rounds a part of a cent up, and only up', () => {
    expect(price(draft, 5_000)).toBe('$0.63');
    expect(price(draft, 5_001)).toBe('$0.64');
    expect(price(pro, 3_001)).toBe('$1.09');
  });

  it.each([
    ['segmind/kling-o3-std', 3_000, '$0.95'],
    ['segmind/kling-o3-std', 5_042, '$1.58'],
    ['segmind/kling-o3-pro', 5_100, '$2.52'],
    ['segmind/kling-o3-pro', 8_400, '$3.78'],
    ['segmind/kling-o3-pro', 15_050, '$6.30'],
  ])('of %s counts whole seconds: %i ms are %s', (key, ms, dollars) => {
    expect(price(modelNamed(key), ms)).toBe(dollars);
  });

  it('counts the result as well where the rule says so', () => {
    const price = { ...pro.price, counts: 'clip and result' as const, billedMs: { min: 6_000, max: 60_000 } };
    const both = { ...pro, price };
    expect(quoteFor(both, 5_000, NOW, HOUR)).toMatchObject({ billedMs: 10_000, amount: 3_600_000 });
    expect(quoteFor(both, 1_000, NOW, HOUR).billedMs).toBe(6_000);
  });

  it('says what it was made of and until when it holds', () => {
    expect(quoteFor(pro, 8_400, NOW, HOUR)).toEqual({
      amount: 3_030_000,
      model: 'wavespeed/kling-o3-pro',
      billedMs: 8_400,
      perSecond: 360_000,
      source: 'list',
      readOn: '2026-11-22',
      validUntil: NOW + HOUR,
    });
    const own = { ...pro, price: { ...pro.price, setBy: 'operator' as const } };
    expect(quoteFor(own, 8_400, NOW, HOUR).source).toBe('operator');
  });

  const rule = fc.record({
    perSecond: fc.integer({ min: 1, max: 50_000_000 }),
    min: fc.integer({ min: 0, max: 10_000 }),
    span: fc.integer({ min: 0, max: 60_000 }),
  });
  const priced = ({ perSecond, min, span }: { perSecond: number; min: number; span: number }) => ({
    key: 'p/m',
    price: { perSecond: micros(perSecond), billedMs: { min, max: min + span }, readOn: '', source: '' },
  });

  it('is a whole number of cents, never below the exact price and less than a cent above it', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 100_000 }), (terms, ms) => {
        const quote = quoteFor(priced(terms), ms, NOW, HOUR);
        const exact = BigInt(terms.perSecond) * BigInt(quote.billedMs);
        const asked = BigInt(quote.amount) * 1_000n;
        expect(quote.amount % 10_000).toBe(0);
        expect(asked >= exact).toBe(true);
        expect(asked - exact < 10_000_000n).toBe(true);
      }),
    );
  });

  it('never falls when the clip gets longer', () => {
    const ms = fc.double({ min: 0, max: 100_000, noNaN: true });
    fc.assert(
      fc.property(rule, ms, ms, (terms, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)].map((ms) =>
          quoteFor(priced(terms), ms, NOW, HOUR),
        );
        expect(short?.amount).toBeLessThanOrEqual(long?.amount ?? -1);
      }),
    );
  });
});

describe('a live price', () => {
  const quote = quoteFor(pro, 8_400, NOW, HOUR);

  it('replaces the listed one, in whole cents, and says so', () => {
    const live = withLivePrice(quote, parseDollars('1.4112'));
    expect(live).toEqual({ ...quote, amount: 1_420_000, perSecond: 168_000, source: 'live' });
  });

  it('that equals the listed one leaves the amount as it was', () => {
    expect(withLivePrice(quote, parseDollars('3.024')).amount).toBe(quote.amount);
  });

  it('that is not known leaves the quote as it was', () => {
    expect(withLivePrice(quote, null)).toBe(quote);
  });
});
