import type { ClipFacts } from '../edit/clip.ts';
import type { Window } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import type { Model, Range } from '../providers/model.ts';
import type { ProviderFile } from '../providers/provider.ts';

/**
 * What "24" and "60" leave room for: 23.976 and 59.94 are what cameras make of them. fal states the same room for
 * Kling's newer model (23.9 to 60.05).
 */
const FPS_ROOM: Range = { min: 0.1, max: 0.05 };

/**
 * Why a model would not take this clip, the first thing first that cannot be helped by cutting it; null when it
 * would.
 */
export function judgeClip(facts: ClipFacts, limits: Model['limits']): Reason | null {
  return (
    judgeCoding(facts, limits) ??
    judgeSize(facts, limits.side) ??
    judgeFps(facts, limits.fps) ??
    judgeDuration(facts, limits.durationMs) ??
    judgeBytes(facts, limits.bytes)
  );
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

function judgeCoding({ container, videoCodec }: ClipFacts, limits: Model['limits']): Reason | null {
  const fits =
    limits.containers.some((taken) => taken === container) &&
    videoCodec !== null &&
    limits.videoCodecs.includes(videoCodec);
  return fits ? null : { code: 'clip_codec', codec: videoCodec ?? 'unknown', container };
}

function judgeSize({ width, height }: ClipFacts, { min, max }: Range): Reason | null {
  const fits = Math.min(width, height) >= min && Math.max(width, height) <= max;
  return fits ? null : { code: 'clip_size', width, height, min, max };
}

function judgeFps({ fps }: ClipFacts, { min, max }: Range): Reason | null {
  const fits = fps >= min - FPS_ROOM.min && fps <= max + FPS_ROOM.max;
  return fits ? null : { code: 'clip_fps', fps, min, max };
}

function judgeDuration({ durationMs }: ClipFacts, { min, max }: Range): Reason | null {
  if (durationMs > max) return { code: 'clip_too_long', durationMs, limitMs: max };
  return durationMs < min ? { code: 'clip_too_short', durationMs, limitMs: min } : null;
}

function judgeBytes({ bytes }: ClipFacts, limit: number): Reason | null {
  return bytes <= limit ? null : { code: 'clip_too_big', bytes, limit };
}
