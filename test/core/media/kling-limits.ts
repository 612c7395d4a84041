import type { Model } from '../../../src/core/providers/model.ts';

/** What Kling's O3 edit takes, written out here so that the tests do not change with the catalogue. */
export const KLING: Model['limits'] = {
  containers: ['mp4', 'mov'],
  videoCodecs: ['avc', 'hevc'],
  durationMs: { min: 3_000, max: 10_050 },
  side: { min: 720, max: 2160 },
  fps: { min: 24, max: 60 },
  bytes: 200_000_000,
  promptLength: 2_500,
  image: { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 },
};
