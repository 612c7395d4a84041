import type { ClipFacts, ReferenceImage } from '../edit/clip.ts';
import type { Reason } from '../edit/reason.ts';
import type { Model } from '../providers/model.ts';
import { MediaChildren } from './child.ts';
import { type Comparison, compare } from './compare.ts';
import { cutWindow, type Stretch } from './cut.ts';
import { type Frame, type FramesWish, frames } from './frames.ts';
import { probe } from './probe.ts';
import { type ImageFile, probeImage } from './probe-image.ts';

/**
 * What the core can do with clips and images on disk. Everything runs in processes of its own, of which at most
 * `atOnce` run at a time; all methods reject with a MediaError, or with `signal.reason` when aborted.
 */
export class MediaTools {
  readonly #children: MediaChildren;

  constructor(options: { atOnce: number }) {
    this.#children = new MediaChildren(options);
  }

  probe(path: string, signal: AbortSignal): Promise<ClipFacts> {
    return probe(this.#children, path, signal);
  }

  probeImage(
    image: ImageFile,
    limits: Model['limits']['image'],
    signal: AbortSignal,
  ): Promise<ReferenceImage | Reason> {
    return probeImage(this.#children, image, limits, signal);
  }

  cutWindow(source: string, destination: string, stretch: Stretch, signal: AbortSignal): Promise<void> {
    return cutWindow(this.#children, source, destination, stretch, signal);
  }

  frames(path: string, wish: FramesWish, signal: AbortSignal): Promise<Frame[]> {
    return frames(this.#children, path, wish, signal);
  }

  compare(comparison: Comparison, destination: string, signal: AbortSignal): Promise<void> {
    return compare(this.#children, comparison, destination, signal);
  }
}
