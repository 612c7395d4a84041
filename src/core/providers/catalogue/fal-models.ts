import { parseDollars } from '../../money/micros.ts';
import type { Model } from '../model.ts';
import { KLING_O3_GIVES, KLING_O3_LIMITS, KLING_O3_REFERENCES } from './kling-o3.ts';

const TAKES: Model['takes'] = { ...KLING_O3_REFERENCES, sound: true, shotTypes: ['customize'] };

export const FAL_MODELS: readonly Model[] = [
  {
    key: 'fal/kling-o3-pro',
    provider: 'fal',
    id: 'fal-ai/kling-video/o3/pro/video-to-video/edit',
    title: 'Kling O3 Pro',
    quality: 'final',
    takes: TAKES,
    limits: KLING_O3_LIMITS,
    gives: KLING_O3_GIVES,
    // "For every second of video you generated"; what is generated is as long as the clip.
    price: {
      perSecond: parseDollars('0.336'),
      billedMs: { min: 3_000, max: 10_050 },
      readOn: '2026-11-22',
      source: 'https://fal.ai/models/fal-ai/kling-video/o3/pro/video-to-video/edit/llms.txt',
    },
    typicalMs: 210_000,
    pollGapMs: { min: 1_000, max: 30_000 },
  },
  {
    key: 'fal/kling-o3-std',
    provider: 'fal',
    id: 'fal-ai/kling-video/o3/standard/video-to-video/edit',
    title: 'Kling O3 Standard',
    quality: 'draft',
    takes: TAKES,
    limits: KLING_O3_LIMITS,
    gives: KLING_O3_GIVES,
    // Inferred: fal's page shows no rate. Segmind, which resells fal, starts at $0.945 for 3 s and asks 1.25 times fal's
    // price for the pro model: $0.315 / 1.25 is $0.252 a second.
    price: {
      perSecond: parseDollars('0.252'),
      billedMs: { min: 3_000, max: 10_050 },
      readOn: '2026-11-22',
      source: 'https://www.segmind.com/models/kling-o3-video2video-edit/api',
    },
    typicalMs: 150_000,
    pollGapMs: { min: 1_000, max: 30_000 },
  },
];
