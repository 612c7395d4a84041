import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameCount } from '../../../src/core/media/in-child/span.ts';

const LENGTH = { min: 3, max: 10.05 };

describe('the count of frames for a length', () => {
  it('is the closest, within the lengths that are allowed', () => {
    const seconds = fc.double({ min: LENGTH.min, max: LENGTH.max, noNaN: true });
    const rate = fc.constantFrom(23.976, 24, 25, 29.97, 30, 50, 59.94, 60);
    fc.assert(
      fc.property(seconds, rate, (length, fps) => {
        const made = frameCount(length, fps, LENGTH) / fps;
        expect(made).toBeGreaterThan(LENGTH.min - 1e-6);
        expect(made).toBeLessThan(LENGTH.max + 1e-6);
        const isAtLimit = made - LENGTH.min < 1 / fps || LENGTH.max - made < 1 / fps;
        expect(Math.abs(made - length)).toBeLessThan((isAtLimit ? 1 : 0.5) / fps + 1e-6);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not make a clip longer that is much too short', () => {
    expect(frameCount(2.5, 24, LENGTH)).toBe(60);
  });

  it('is never none', () => {
    expect(frameCount(0.001, 24, { min: 0, max: 10 })).toBe(1);
  });
});
