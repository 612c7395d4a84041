import type { ClipFacts, Fit } from '../edit/clip.ts';

/** The encoder goes up to 8 % above what it is told, and a second encoding costs as much as the first. */
const AIM = 0.85;
/** AAC as it is written here, and then some. */
const SOUND_BITRATE = 320_000;
const LEAST_BITRATE = 100_000;
/** Bits for each pixel of each frame; with fewer, a smaller picture looks better than a coarse one. */
const LEAST_BITS_PER_PIXEL = 0.06;
/** More bits than these show nothing more. */
const MOST_BITS_PER_PIXEL = 0.25;
const LEAST_SIDE = 240;

/** Plans the best copy of a take that has at most this many bytes: all of its length and frames, smaller only if it must. */
export function shrinkFor(facts: ClipFacts, bytes: number): Fit {
  const seconds = facts.durationMs / 1000;
  const sound = facts.audioTracks > 0 ? SOUND_BITRATE : 0;
  const room = Math.max(LEAST_BITRATE, (AIM * bytes * 8) / seconds - sound);
  const bitsPerPixel = room / (facts.width * facts.height * facts.fps);
  const wanted = Math.min(1, Math.sqrt(bitsPerPixel / LEAST_BITS_PER_PIXEL));
  const least = Math.min(1, LEAST_SIDE / Math.min(facts.width, facts.height));
  const scale = Math.max(wanted, least);
  const [width, height] = [even(facts.width * scale), even(facts.height * scale)];
  return {
    window: null,
    width,
    height,
    fps: null,
    bitrate: Math.round(Math.min(room, MOST_BITS_PER_PIXEL * width * height * facts.fps)),
    limits: { bytes, durationMs: { min: 0, max: Number.MAX_SAFE_INTEGER } },
    changes: [],
  };
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}
