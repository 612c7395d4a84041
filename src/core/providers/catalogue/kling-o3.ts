import type { Gives, Model } from '../model.ts';

/**
 * The references of Kling's O3 edit where elements can be described by pictures: "Maximum 4 total (elements + reference
 * images) when using video" (O3ProEditVideoV2VInput of @fal-ai/client 1.10.1), each with up to three more views.
 */
export const KLING_O3_REFERENCES = { images: 4, elements: 4, views: 3, together: 4 } as const;

/** What Kling's O3 edit takes at every provider: Kling's own specification, as fal and ComfyUI state it too (2026-11). */
export const KLING_O3_LIMITS: Model['limits'] = {
  containers: ['mp4', 'mov'],
  videoCodecs: ['avc', 'hevc'],
  durationMs: { min: 3_000, max: 10_050 },
  side: { min: 720, max: 2160 },
  fps: { min: 24, max: 60 },
  bytes: 200_000_000,
  promptLength: 2_500,
  image: { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 },
};

/**
 * What Kling's O3 edit gives back, as Kling's own "Series 3.0 Model API Specification" has it: "output 24 fps", whatever
 * went in; length and shape cannot be asked for and are those of the clip. The container is that of fal's documented
 * answer, `output.mp4`.
 */
export const KLING_O3_GIVES: Gives = {
  fps: 24,
  container: 'mp4',
  follows: ['length', 'shape'],
  readOn: '2026-11-22',
  source:
    'https://fal.ai/models/fal-ai/kling-video/o3/pro/video-to-video/edit/llms.txt and Kling, Series 3.0 API',
};
