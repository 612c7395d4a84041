import { describe, expect, it } from 'vitest';
import { shrinkFor } from '../../../src/core/media/shrink.ts';
import { aClip } from '../edit/an-edit.ts';

const FACTS = { ...aClip().facts, durationMs: 10_000, width: 1920, height: 1080, fps: 24 };

describe('a copy of a take', () => {
  it('keeps its size and length where there is room for it', () => {
    const fit = shrinkFor(FACTS, 10_000_000);
    expect(fit).toMatchObject({ window: null, width: 1920, height: 1080, fps: null });
    expect(((fit.bitrate + 320_000) * 10) / 8).toBeLessThanOrEqual(8_500_001);
  });

  it('becomes smaller rather than coarse where there is not', () => {
    const { width, height, bitrate } = shrinkFor(FACTS, 2_000_000);
    expect([width % 2, height % 2]).toEqual([0, 0]);
    expect(width).toBeLessThan(1920);
    expect(width / height).toBeCloseTo(16 / 9, 1);
    expect(bitrate / (width * height * 24)).toBeGreaterThan(0.055);
  });

  it('never becomes a stamp, and never gets more bits than can be seen', () => {
    expect(shrinkFor({ ...FACTS, durationMs: 600_000 }, 500_000).height).toBe(240);
    const { bitrate } = shrinkFor({ ...FACTS, durationMs: 1_000 }, 500_000_000);
    expect(bitrate).toBe(Math.round(0.25 * 1920 * 1080 * 24));
  });
});
