import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hazard, type Lognormal, learn, quantile } from '../../../src/core/providers/lognormal.ts';

describe('the hazard of a lognormal duration', () => {
  const law: Lognormal = { mu: Math.log(180), sigma: 0.25 };

  it.each([
    // φ(z)/(1 − Φ(z)) of the standard normal law, from tables.
    [-3, 0.0044378],
    [-1, 0.2875999],
    [0, 0.7978846],
    [1, 1.5251353],
    [2, 2.3732155],
    [5, 5.1865035],
  ])('at %i deviations from the median is as in the tables', (z, mills) => {
    const elapsed = quantile(law, z);
    expect(hazard(law, elapsed) * law.sigma * elapsed).toBeCloseTo(mills, 6);
  });

  it('is nothing before the start, and has no step where the way of computing it changes', () => {
    expect(hazard(law, 0)).toBe(0);
    expect(hazard(law, -5)).toBe(0);
    const [below, above] = [1.999_999, 2.000_001].map((z) => hazard(law, quantile(law, z)));
    expect(Math.abs((above ?? 0) / (below ?? 1) - 1)).toBeLessThan(1e-5);
  });

  it('adds up to the share that has ended', () => {
    // Of those at work, the share that survives is exp(−∫hazard): half at the median.
    let sum = 0;
    const step = 0.01;
    for (let at = step / 2; at < 180; at += step) sum += hazard(law, at) * step;
    expect(Math.exp(-sum)).toBeCloseTo(0.5, 4);
  });

  it('is a number, never negative, for every law and time', () => {
    const laws = fc.record({
      mu: fc.double({ min: 0, max: 20, noNaN: true }),
      sigma: fc.double({ min: 0.05, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(laws, fc.double({ min: 0, max: 1e12, noNaN: true }), (law, elapsed) => {
        const rate = hazard(law, elapsed);
        expect(Number.isFinite(rate) && rate >= 0).toBe(true);
      }),
    );
  });
});

describe('a law that is learned', () => {
  const past = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 60 });
  const typical = fc.integer({ min: 1, max: 10_000_000 });

  it('is the first guess while nothing is known', () => {
    expect(quantile(learn([], 180), 0)).toBeCloseTo(180, 9);
    expect(learn([], 180).sigma).toBeCloseTo(0.4, 9);
  });

  it('has its median between what was guessed and what was seen', () => {
    fc.assert(
      fc.property(past, typical, (past, typical) => {
        const median = quantile(learn(past, typical), 0);
        const all = [typical, ...past];
        expect(median).toBeGreaterThanOrEqual(Math.min(...all) * (1 - 1e-9));
        expect(median).toBeLessThanOrEqual(Math.max(...all) * (1 + 1e-9));
      }),
    );
  });

  it('forgets a wrong guess as the past grows', () => {
    const seen = Array.from({ length: 50 }, (_, index) => 170 + (index % 21));
    const law = learn(seen, 900);
    expect(quantile(law, 0)).toBeGreaterThan(175);
    expect(quantile(law, 0)).toBeLessThan(190);
  });

  it('is wider when the guess and the past disagree', () => {
    expect(learn([100], 400).sigma).toBeGreaterThan(learn([100], 100).sigma);
  });
});
