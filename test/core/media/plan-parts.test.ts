import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PARTS, planParts } from '../../../src/core/media/plan-parts.ts';

const LENGTH = { min: 3_100, max: 10_000 };
const NONE = { scenes: [], keys: [] };

describe('the plan of a clip in parts', () => {
  it('covers the stretch without a gap or an overlap, every part of an allowed length', () => {
    const times = fc.array(fc.nat(130_000), { maxLength: 40 });
    const length = fc
      .tuple(fc.integer({ min: 500, max: 5_000 }), fc.integer({ min: 2, max: 5 }))
      .map(([min, times]) => ({ min, max: min * times }));
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.integer({ min: 1, max: 120_000 }),
        length,
        times,
        times,
        (from, long, range, scenes, keys) => {
          const within = { from, to: from + long };
          const parts = planParts(within, range, { scenes, keys });
          if (!parts) {
            // Twice the shortest fits in the longest, so only the ends of the scale have no plan.
            expect(long < range.min || long > range.max * MOST_PARTS).toBe(true);
            return;
          }
          expect(parts.length).toBeLessThanOrEqual(MOST_PARTS);
          expect(parts[0]?.from).toBe(within.from);
          expect(parts.at(-1)?.to).toBe(within.to);
          for (const [index, { from, to }] of parts.entries()) {
            expect(to - from).toBeGreaterThanOrEqual(range.min);
            expect(to - from).toBeLessThanOrEqual(range.max);
            if (index > 0) expect(from).toBe(parts[index - 1]?.to);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes as few parts as can be, of about the same length, where nothing speaks for a place', () => {
    const parts = planParts({ from: 0, to: 47_000 }, LENGTH, NONE) ?? [];
    expect(parts).toHaveLength(5);
    for (const { from, to } of parts) expect(to - from).toBeGreaterThan(8_500);
  });

  it('cuts where the scene changes', () => {
    const scenes = [6_700, 14_320, 20_040, 25_000];
    const parts = planParts({ from: 0, to: 30_000 }, LENGTH, { scenes, keys: [] });
    expect(parts?.map(({ to }) => to)).toEqual([6_700, 14_320, 20_040, 30_000]);
  });

  it('cuts at key frames where the scene never changes', () => {
    const keys = [0, 4_170, 8_340, 12_510, 16_680, 20_850, 25_020];
    const parts = planParts({ from: 0, to: 25_500 }, LENGTH, { scenes: [], keys });
    expect(parts?.map(({ to }) => to)).toEqual([8_340, 16_680, 25_500]);
  });

  it('goes past a change of scene where following each one would take too many parts', () => {
    const parts = planParts(
      { from: 0, to: 80_041 },
      { min: 1_458, max: 7_290 },
      { scenes: [21_960, 36_291], keys: [] },
    );
    expect(parts).toHaveLength(11);
    expect(parts?.at(-1)?.to).toBe(80_041);
  });

  it('finds the one place for a cut, also between two of the places that it tries first', () => {
    const parts = planParts({ from: 0, to: 3_003 }, { min: 1_501, max: 3_002 }, NONE);
    expect(parts?.map(({ to }) => to)).toEqual([1_501, 3_003]);
  });

  it('never leaves a rest that is too short for an edit', () => {
    const parts = planParts({ from: 0, to: 12_000 }, LENGTH, { scenes: [10_000], keys: [] });
    expect(parts?.at(-1)).toEqual({ from: expect.any(Number), to: 12_000 });
    for (const { from, to } of parts ?? []) expect(to - from).toBeGreaterThanOrEqual(LENGTH.min);
  });

  it('makes none of a clip of many minutes, or of one that is too short', () => {
    expect(planParts({ from: 0, to: 10 * 60_000 }, LENGTH, NONE)).toBeNull();
    expect(planParts({ from: 0, to: 2_000 }, LENGTH, NONE)).toBeNull();
  });
});
