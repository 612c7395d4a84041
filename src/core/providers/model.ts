import type { Quality } from '../edit/edit.ts';
import type { Micros } from '../money/micros.ts';

/** A range with both ends allowed. */
export interface Range {
  min: number;
  max: number;
}

/** How a model's price follows from a clip, as its page states it. */
export interface PriceRule {
  perSecond: Micros;
  /** The shortest and the longest that are billed, whatever the clip. */
  billedMs: Range;
  /** What counts: the clip's length alone, or that of the clip and of the result, which is as long. */
  counts?: 'clip' | 'clip and result';
  /** A second that has begun is billed whole. */
  wholeSeconds?: boolean;
  /** The date the price was read, and where. */
  readOn: string;
  source: string;
  /** Where it stands in the operator's own file instead of the dated list. */
  setBy?: 'operator';
}

/** What a result is like, as far as a source states it; what is left out is not known. */
export interface Gives {
  /** Frames per second, whatever the clip has. */
  fps?: number;
  container?: 'mp4' | 'mov';
  /** What the result takes from the clip, unless something else was asked for. */
  follows?: readonly ('length' | 'shape')[];
  /** The date this was read, and where. */
  readOn: string;
  source: string;
}

/** One model at one provider: what it can do, what it takes, what it costs. Data, not code. */
export interface Model {
  /** `provider/name`, as in `--model wavespeed/kling-o3-pro`. */
  key: string;
  provider: string;
  /** The provider's own id of it. */
  id: string;
  /** As people read it: "Kling O3 Pro". */
  title: string;
  quality: Quality;
  takes: {
    images: number;
    elements: number;
    /** The most views that an element may have besides its frontal image. */
    views?: number;
    /** The most images and elements together, where that is less than both by themselves. */
    together?: number;
    sound: boolean;
    /** Where the length of the result can be asked for: the whole seconds it may have. */
    seconds?: Range;
    /** Where the shape of the result can be asked for: the shapes it may have, as `16:9`. */
    aspectRatios?: readonly string[];
    /** Where the way of cutting can be asked for: its names at the provider. */
    shotTypes?: readonly string[];
  };
  /** Fields of this entry's own that its provider's adapter sends along: `{ mode: 'pro' }`. */
  options?: Readonly<Record<string, string>>;
  limits: {
    containers: readonly ('mp4' | 'mov')[];
    videoCodecs: readonly string[];
    durationMs: Range;
    /** Of the width and of the height. */
    side: Range;
    fps: Range;
    bytes: number;
    promptLength: number;
    image: { minSide: number; maxBytes: number; maxAspect: number };
  };
  gives?: Gives;
  price: PriceRule;
  /** How long an edit takes before anything is known better. */
  typicalMs: number;
  /** Bounds of the time between two looks at a running prediction. */
  pollGapMs: Range;
}

/** The provider that a model's key names: also of one that the catalogue has no more. */
export function providerIn(key: string): string {
  return key.split('/', 1)[0] ?? key;
}
