import { parseDollars } from '../../money/micros.ts';
import type { Model } from '../model.ts';
import { KLING_O3_GIVES, KLING_O3_LIMITS } from './kling-o3.ts';

/**
 * No elements: the newer copy of the page names an `element_list`, but shows nowhere what an item of it looks like; Kling's
 * own holds ids of elements that were made in Kling's console. A character goes along as an image instead.
 */
const TAKES: Model['takes'] = { images: 4, elements: 0, sound: true };

export const WAVESPEED_MODELS: readonly Model[] = [
  {
    key: 'wavespeed/kling-o3-pro',
    provider: 'wavespeed',
    id: 'kwaivgi/kling-video-o3-pro/video-edit',
    title: 'Kling O3 Pro',
    quality: 'final',
    takes: TAKES,
    limits: KLING_O3_LIMITS,
    gives: KLING_O3_GIVES,
    price: {
      perSecond: parseDollars('0.36'),
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-11-22',
      source: 'https://wavespeed.ai/docs/docs-api/kwaivgi/kwaivgi-kling-video-o3-pro-video-edit',
    },
    typicalMs: 210_000,
    pollGapMs: { min: 1_000, max: 30_000 },
  },
  {
    key: 'wavespeed/kling-o3-std',
    provider: 'wavespeed',
    id: 'kwaivgi/kling-video-o3-std/video-edit',
    title: 'Kling O3 Standard',
    quality: 'draft',
    takes: TAKES,
    limits: KLING_O3_LIMITS,
    gives: KLING_O3_GIVES,
    // Its page shows no rate; this is the rate of the O1 standard page. A dearer live price makes a new quote.
    price: {
      perSecond: parseDollars('0.126'),
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-11-22',
      source: 'https://wavespeed.ai/models/kwaivgi/kling-video-o1-std/video-edit',
    },
    typicalMs: 150_000,
    pollGapMs: { min: 1_000, max: 30_000 },
  },
];
