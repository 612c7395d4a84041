import type { ClipFacts } from '../../src/core/edit/clip.ts';

/** What a simulated clip is like; everything else is the same of all. */
export type Kept = Pick<ClipFacts, 'durationMs' | 'width' | 'height' | 'container'>;

/** A name for a clip that says what it is like: wherever it is fetched from, it is the same clip. */
export function clipName({ durationMs, width, height, container }: Kept, more: string): string {
  return `clip-${durationMs}-${width}x${height}-${container}-${more}`;
}

/** What is found at an address that ends in such a name; a clip that every model takes where it does not. */
export function keptAt(url: string): Kept {
  const [, durationMs = 5_000, width = 1280, height = 720, container = 'mp4'] =
    /clip-(\d+)-(\d+)x(\d+)-(mp4|mov|webm)-/.exec(url) ?? [];
  return {
    durationMs: Number(durationMs),
    width: Number(width),
    height: Number(height),
    container: container as Kept['container'],
  };
}
