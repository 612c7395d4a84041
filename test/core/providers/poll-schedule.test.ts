import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learn } from '../../../src/core/providers/lognormal.ts';
import { estimate, gapByHazard, nextPoll, similar } from '../../../src/core/providers/poll-schedule.ts';

const GAPS = { min: 2_000, max: 8_000 };
const TYPICAL = 180_000;

const past = fc.array(fc.integer({ min: 1, max: 86_400_000 }), { maxLength: 40 });
const typicalMs = fc.integer({ min: 0, max: 86_400_000 });
const elapsedMs = fc.integer({ min: -1_000, max: 1_000_000_000 });
const gapMs = fc
  .record({ min: fc.integer({ min: 1, max: 10_000 }), more: fc.integer({ min: 0, max: 60_000 }) })
  .map(({ min, more }) => ({ min, max: min + more }));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Durations spread evenly in the logarithm, within a factor of 1.6 of the typical one. */
function seen(count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(TYPICAL * 1.6 ** ((2 * i + 1) / count - 1)));
}

/** Looks per job, and the mean wait between a job's end and the look that notices it. */
function follow(jobs: readonly number[], next: (elapsedMs: number) => number) {
  let looks = 0;
  let lag = 0;
  for (const job of jobs) {
    let at = next(0);
    for (looks += 1; at < job; looks += 1) at += next(at);
    lag += at - job;
  }
  return { looks: looks / jobs.length, lagMs: lag / jobs.length };
}

describe('the time to the next look', () => {
  it('looks far less often where a webhook is to tell, and as often as ever once it has told', () => {
    const running = {
      past: seen(40),
      typicalMs: TYPICAL,
      gapMs: { min: 1_000, max: 30_000 },
      random: () => 0.5,
    };
    const looks = (isNet: boolean) => {
      let count = 0;
      for (let at = 0; at < TYPICAL; at += nextPoll({ ...running, elapsedMs: at, isNet })) count += 1;
      return count;
    };
    expect(looks(true)).toBeLessThanOrEqual(12);
    expect(looks(false)).toBeGreaterThan(looks(true) * 2);
  });

  it('is a whole number of milliseconds within the bounds, whatever was learned', () => {
    fc.assert(
      fc.property(elapsedMs, past, typicalMs, gapMs, random, (elapsedMs, past, typicalMs, gapMs, chance) => {
        const gap = nextPoll({ elapsedMs, past, typicalMs, gapMs, random: () => chance });
        expect(Number.isInteger(gap)).toBe(true);
        expect(gap).toBeGreaterThanOrEqual(gapMs.min);
        expect(gap).toBeLessThanOrEqual(gapMs.max);
      }),
    );
  });

  it('is the longest allowed while hardly anything can be ready', () => {
    const law = learn(seen(40), TYPICAL);
    expect(gapByHazard(law, 0, GAPS)).toBe(GAPS.max);
    expect(gapByHazard(law, 30_000, GAPS)).toBe(GAPS.max);
  });

  it.each([0, 1, 40])('shrinks on the way to the likely end, with %i edits known', (known) => {
    const law = learn(seen(known), TYPICAL);
    const gaps = Array.from({ length: 180 }, (_, second) => gapByHazard(law, second * 1_000, GAPS));
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
    expect(gaps.at(-1)).toBeLessThan(GAPS.max / 2);
  });

  it('is shorter the more a second of waiting is worth', () => {
    const law = learn([], TYPICAL);
    const [calm, usual, eager] = [2, 3, 4].map((k) => gapByHazard(law, TYPICAL, GAPS, k));
    expect(calm).toBeGreaterThan(usual ?? 0);
    expect(usual).toBeGreaterThan(eager ?? 0);
  });

  it('differs by chance, by a tenth at most, so that edits of one moment part', () => {
    const at = (chance: number) =>
      nextPoll({ elapsedMs: TYPICAL, past: [], typicalMs: TYPICAL, gapMs: GAPS, random: () => chance });
    expect(at(0)).toBeLessThan(at(0.5));
    expect(at(0.5)).toBeLessThan(at(0.999));
    expect(at(0.999) / at(0)).toBeLessThan(1.25);
  });
});

describe('following edits to their end', () => {
  const jobs = seen(997);

  it('notices it in under two thirds of the time that as many looks at a fixed pace take', () => {
    const known = { past: seen(40), typicalMs: TYPICAL, gapMs: GAPS };
    const learned = follow(jobs, (elapsedMs) => nextPoll({ elapsedMs, ...known, random: () => 0.5 }));
    const pace = jobs.reduce((sum, job) => sum + job, 0) / jobs.length / learned.looks;
    const even = follow(jobs, () => pace);
    expect(even.looks).toBeGreaterThan(learned.looks * 0.95);
    expect(learned.lagMs).toBeLessThan((even.lagMs * 2) / 3);
  });

  it('costs little more than half the longest gap when the first guess is far too long', () => {
    const guess = { past: [], typicalMs: TYPICAL * 10, gapMs: GAPS };
    const { lagMs } = follow(jobs, (elapsedMs) => nextPoll({ elapsedMs, ...guess }));
    expect(lagMs).toBeLessThan(GAPS.max * 0.55);
  });
});

describe('the estimate for people', () => {
  it('is the first guess while nothing is known', () => {
    expect(estimate([], TYPICAL).likelyMs).toBe(TYPICAL);
  });

  it('follows what edits took', () => {
    const { likelyMs, p90 } = estimate(Array(50).fill(60_000), TYPICAL);
    expect(likelyMs).toBeLessThan(65_000);
    expect(p90).toBeLessThan(90_000);
  });

  it('is a number, and never shorter at worst than likely', () => {
    fc.assert(
      fc.property(past, typicalMs, (past, typicalMs) => {
        const { likelyMs, p90 } = estimate(past, typicalMs);
        expect(Number.isSafeInteger(likelyMs) && likelyMs >= 0).toBe(true);
        expect(p90).toBeGreaterThanOrEqual(likelyMs);
      }),
    );
  });
});

describe('similar edits', () => {
  const timing = (clipMs: number, tookMs: number) => ({ model: 'p/m', clipMs, tookMs, at: 0 });

  it('are those whose clips were about as long', () => {
    const timings = [timing(3_000, 1), timing(5_000, 2), timing(7_400, 3), timing(10_000, 4)];
    expect(similar(timings, 5_000)).toEqual([2, 3]);
    expect(similar(timings, 10_000)).toEqual([3, 4]);
  });

  it('are so in both directions', () => {
    const length = fc.integer({ min: 1, max: 60_000 });
    fc.assert(
      fc.property(length, length, (a, b) => {
        expect(similar([timing(a, 1)], b).length).toBe(similar([timing(b, 1)], a).length);
      }),
    );
  });
});
