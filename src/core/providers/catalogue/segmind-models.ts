import { parseDollars } from '../../money/micros.ts';
import type { Model } from '../model.ts';
import { KLING_O3_GIVES, KLING_O3_LIMITS, KLING_O3_REFERENCES } from './kling-o3.ts';

/** One model of Segmind's in two modes (https://www.segmind.com/models/kling-o3-video2video-edit/api). */
const BOTH: Pick<Model, 'provider' | 'id' | 'takes' | 'limits' | 'gives' | 'typicalMs' | 'pollGapMs'> = {
  provider: 'segmind',
  id: 'kling-o3-video2video-edit',
  // Length and shape are documented for the result and have defaults, 5 s and 16:9, that few clips have. The page allows
  // 10 elements; fal, which makes the edits, takes 4 references in all where there is a video.
  takes: {
    ...KLING_O3_REFERENCES,
    sound: true,
    seconds: { min: 3, max: 15 },
    aspectRatios: ['16:9', '9:16', '1:1'],
    shotTypes: ['customize'],
  },
  // With the tolerance that Kling's own limits have.
  limits: { ...KLING_O3_LIMITS, durationMs: { min: 3_000, max: 15_050 } },
  // Segmind resells the edit that fal makes.
  gives: KLING_O3_GIVES,
  // The page's average latency, of both modes.
  typicalMs: 215_000,
  pollGapMs: { min: 1_000, max: 30_000 },
};

/**
 * The page names no rate but a range, $0.945 to $6.30 per generation, for 3 to 15 whole seconds in two modes. Its ends
 * are 3 s at $0.315 and 15 s at $0.42, each 1.25 times what fal, which makes the edits, asks for the mode.
 */
const PRICE = {
  billedMs: { min: 3_000, max: 15_000 },
  wholeSeconds: true,
  readOn: '2026-11-22',
  source: 'https://www.segmind.com/models/kling-o3-video2video-edit/api',
} as const;

export const SEGMIND_MODELS: readonly Model[] = [
  {
    ...BOTH,
    key: 'segmind/kling-o3-pro',
    title: 'Kling O3 Pro',
    quality: 'final',
    options: { mode: 'pro' },
    price: { ...PRICE, perSecond: parseDollars('0.42') },
  },
  {
    ...BOTH,
    key: 'segmind/kling-o3-std',
    title: 'Kling O3 Standard',
    quality: 'draft',
    options: { mode: 'std' },
    price: { ...PRICE, perSecond: parseDollars('0.315') },
  },
];
