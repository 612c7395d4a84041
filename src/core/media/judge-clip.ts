import type { Millis } from '../clock.ts';
import type { Stretch } from '../edit/choosing.ts';
import type { ClipFacts } from '../edit/clip.ts';
import type { Window } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import type { Model, Range } from '../providers/model.ts';
import type { ProviderFile } from '../providers/provider.ts';

type Limits = Model['limits'];

/** Slower than this no clip is. */
const WHOLE_FRAME_MS = 50;
/** Less than what is billed, more than floating point loses. */
const ROUNDING_MS = 0.4;

/** What of a clip a model does not take. */
export type Misfit = 'coding' | 'size' | 'rate' | 'bytes';

/**
 * What "24" and "60" leave room for: 23.976 and 59.94 are what cameras make of them. fal states the same room for
 * Kling's newer model (23.9 to 60.05).
 */
const FPS_ROOM: Range = { min: 0.1, max: 0.05 };

/** The largest that action cameras make. Fitting one holds 1.3 gigabytes (`bench/fit.ts`), and one of 8K would hold two. */
const MOST_PIXELS = 5312 * 2988;

/** What a model would not take of a clip as it is, its length aside. Fitting helps with all of it. */
export function misfitsOf(facts: ClipFacts, limits: Limits): Misfit[] {
  const { container, videoCodec, width, height, fps, bytes } = facts;
  const { containers, videoCodecs, side } = limits;
  const fits: Record<Misfit, boolean> = {
    coding:
      containers.some((taken) => taken === container) &&
      videoCodec !== null &&
      videoCodecs.includes(videoCodec),
    size: Math.min(width, height) >= side.min && Math.max(width, height) <= side.max,
    rate: fps >= limits.fps.min - FPS_ROOM.min && fps <= limits.fps.max + FPS_ROOM.max,
    bytes: bytes <= limits.bytes,
  };
  return (['coding', 'size', 'rate', 'bytes'] as const).filter((each) => !fits[each]);
}

/** Why a model would not take a clip of this length; null when it would. */
export function judgeLength(durationMs: Millis, { durationMs: { min, max } }: Limits): Reason | null {
  if (durationMs > max) return { code: 'clip_too_long', durationMs, limitMs: max };
  return durationMs < min ? { code: 'clip_too_short', durationMs, limitMs: min } : null;
}

/**
 * How long the parts of a clip may be: a little longer than the shortest, because whole frames may make less of a part,
 * and whole seconds at most, as people say them.
 */
export function partLength({ durationMs: { min, max } }: Limits): Range {
  return { min: min + 100, max: Math.floor(max / 1000) * 1000 };
}

/** The same limits, but no longer than the stretch itself: what is cut out of a clip costs what was said. */
export function limitsWithin(limits: Limits, window: Stretch): Limits {
  const { min, max } = limits.durationMs;
  const length = window.to - window.from;
  const isTight = length - WHOLE_FRAME_MS < min;
  return isTight ? limits : { ...limits, durationMs: { min, max: Math.min(max, length + ROUNDING_MS) } };
}

/** Why no size that suits a model can be made of a clip; null when one can. */
export function judgeShape({ width, height }: ClipFacts, { side: { min, max } }: Limits): Reason | null {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (long * min > short * max) return { code: 'clip_shape', width, height, min, max };
  return width * height > MOST_PIXELS ? { code: 'clip_pixels', width, height } : null;
}

/** Why a stretch cannot be cut out of a clip; null when it can. An end behind the clip's own counts as that. */
export function judgeWindow({ durationMs }: ClipFacts, { from, to }: Window): Reason | null {
  const fits = from >= 0 && from < Math.min(to ?? durationMs, durationMs);
  return fits ? null : { code: 'window_outside', durationMs };
}

/** How a clip that a model takes is declared to its provider; null for containers that none takes. */
export function contentTypeOf(facts: ClipFacts): ProviderFile['contentType'] | null {
  if (facts.container === 'mp4') return 'video/mp4';
  return facts.container === 'mov' ? 'video/quicktime' : null;
}

const PLAYED_CODECS: ReadonlySet<string | null> = new Set(['avc', 'vp8', 'vp9']);

/** Whether every chat plays such a file in place. */
export function playsEverywhere({ container, videoCodec }: ClipFacts): boolean {
  return container !== 'mkv' && PLAYED_CODECS.has(videoCodec);
}
