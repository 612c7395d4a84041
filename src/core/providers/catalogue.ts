import { distance } from 'fastest-levenshtein';
import type { Quality } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import { parseDollars } from '../money/micros.ts';
import type { Model } from './model.ts';

/** What Kling's O3 edit takes at every provider: Kling's own specification, as fal and ComfyUI state it too (2026-11). */
const KLING_O3_LIMITS: Model['limits'] = {
  containers: ['mp4', 'mov'],
  videoCodecs: ['avc', 'hevc'],
  durationMs: { min: 3_000, max: 10_050 },
  side: { min: 720, max: 2160 },
  fps: { min: 24, max: 60 },
  bytes: 200_000_000,
  promptLength: 2_500,
  image: { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 },
};

export const MODELS: readonly Model[] = [
  {
    key: 'wavespeed/kling-o3-pro',
    provider: 'wavespeed',
    id: 'kwaivgi/kling-video-o3-pro/video-edit',
    title: 'Kling O3 Pro',
    quality: 'final',
    takes: { images: 4, elements: 0, sound: true },
    limits: KLING_O3_LIMITS,
    price: {
      perSecond: parseDollars('0.36'),
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-11-22',
      source: 'https://wavespeed.ai/docs/docs-api/kwaivgi/kwaivgi-kling-video-o3-pro-video-edit',
    },
    typicalMs: 210_000,
    pollGapMs: { min: 2_000, max: 8_000 },
  },
  {
    key: 'wavespeed/kling-o3-std',
    provider: 'wavespeed',
    id: 'kwaivgi/kling-video-o3-std/video-edit',
    title: 'Kling O3 Standard',
    quality: 'draft',
    takes: { images: 4, elements: 0, sound: true },
    limits: KLING_O3_LIMITS,
    // Its page shows no rate; this is the rate of the O1 standard page. A dearer live price makes a new quote.
    price: {
      perSecond: parseDollars('0.126'),
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-11-22',
      source: 'https://wavespeed.ai/models/kwaivgi/kling-video-o1-std/video-edit',
    },
    typicalMs: 150_000,
    pollGapMs: { min: 2_000, max: 8_000 },
  },
];

/** The models an edit can be made with. */
export class Catalogue {
  readonly models: readonly Model[];

  /** Only the models of the providers that are configured can be chosen. */
  constructor(providers: readonly string[], models: readonly Model[] = MODELS) {
    this.models = models.filter((model) => providers.includes(model.provider));
    if (this.models.length === 0)
      throw new RecutError('no_models', 'No model is left to choose: configure a provider.');
  }

  get(key: string): Model | null {
    return this.models.find((model) => model.key === key) ?? null;
  }

  /** The first model of this quality in the catalogue's order, or the first of all when there is none. */
  ofQuality(quality: Quality): Model {
    return this.models.find((model) => model.quality === quality) ?? (this.models[0] as Model);
  }

  /** Finds a model by its key or by the part behind the slash, as people type it. */
  named(name: string): Model | null {
    const wanted = name.toLowerCase();
    return this.models.find(({ key }) => key === wanted || key.split('/')[1] === wanted) ?? null;
  }

  nearest(name: string): string | null {
    const names = this.models.flatMap(({ key }) => [key, key.split('/')[1] ?? key]);
    const ranked = names.map((known) => ({ known, away: distance(known, name.toLowerCase()) }));
    return ranked.sort((a, b) => a.away - b.away)[0]?.known ?? null;
  }
}
