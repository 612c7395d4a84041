import type { ClipChange, ClipFacts, Fit } from '../edit/clip.ts';
import type { Model, Range } from '../providers/model.ts';
import { type Misfit, misfitsOf } from './judge-clip.ts';

/** Steady rates that clips usually have. */
const USUAL_RATES = [24, 25, 30, 50, 60];
/** A rate measured from uneven frames may be this much above the one that was meant. */
const RATE_ROOM = 0.02;
/** Bits for each pixel of each frame: what is lost at this cannot be seen. */
const BITS_PER_PIXEL = 0.25;
/** The encoder goes up to 8 % above what it is told. */
const AIM = 0.85;
/** AAC as it is written here, and then some. */
const SOUND_BITRATE = 320_000;
const LEAST_BITRATE = 100_000;

/**
 * Plans what has to be done to a clip so that a model takes it, and no more; null when nothing has to be: then it is
 * handed on byte for byte. No model says that it takes high dynamic range or frames at uneven times, so neither is
 * left. That a player has to turn the pictures is: every one does.
 * The length is not touched, except that the last frame is held until `heldTo` (milliseconds) where that is asked for; a
 * frame that stays is repeated, at a steady rate, because no model takes fewer than so many a second. Shapes that no size helps have been refused before (`judgeShape`).
 */
export function fitFor(
  facts: ClipFacts,
  limits: Model['limits'],
  window: Fit['window'] = null,
  heldTo?: number,
): Fit | null {
  const misfits = new Set(misfitsOf(facts, limits));
  if (misfits.size === 0 && !facts.hdr && !facts.variableFps && !window && !heldTo) return null;
  const { width, height } = sizeFor(facts, limits.side);
  const steady = misfits.has('rate') || facts.variableFps || heldTo !== undefined;
  const fps = steady ? rateFor(facts, limits.fps) : null;
  const { bytes, durationMs } = limits;
  const seconds = (heldTo ?? (window ? window.to - window.from : facts.durationMs)) / 1000;
  const enough = BITS_PER_PIXEL * width * height * (fps ?? facts.fps);
  const room = (AIM * bytes * 8) / seconds - SOUND_BITRATE;
  const fit = {
    window,
    ...(heldTo === undefined ? {} : { heldTo }),
    width,
    height,
    fps,
    bitrate: Math.round(Math.max(LEAST_BITRATE, Math.min(enough, room))),
    limits: { bytes, durationMs },
  };
  return { ...fit, changes: changesBy(fit, facts, misfits) };
}

/** The nearest even size of the same shape that lies within the range. */
function sizeFor(facts: ClipFacts, side: Range): { width: number; height: number } {
  const { width, height } = facts;
  const up = side.min / Math.min(width, height);
  const down = side.max / Math.max(width, height);
  const scale = Math.min(Math.max(1, up), down);
  const [least, most] = [2 * Math.ceil(side.min / 2), 2 * Math.floor(side.max / 2)];
  const even = (length: number) => Math.min(most, Math.max(least, 2 * Math.round(length / 2)));
  return { width: even(width * scale), height: even(height * scale) };
}

/** The nearest rate within the range; for uneven frames, the next usual one at which each of them can be seen. */
function rateFor({ fps, variableFps }: ClipFacts, { min, max }: Range): number {
  const isNext = (rate: number) => rate >= Math.max(min, fps * (1 - RATE_ROOM)) && rate <= max;
  const usual = variableFps ? USUAL_RATES.find(isNext) : undefined;
  return usual ?? Math.min(max, Math.max(min, fps));
}

/** What the person is told of a fit. */
function changesBy(fit: Omit<Fit, 'changes'>, facts: ClipFacts, misfits: ReadonlySet<Misfit>): ClipChange[] {
  const { window, heldTo, width, height, fps } = fit;
  const changes: ClipChange[] = [];
  if (window) changes.push({ kind: 'cut', ...window });
  if (heldTo !== undefined) changes.push({ kind: 'held', to: heldTo });
  const from = convertedFrom(facts);
  if (from) changes.push({ kind: 'converted', from });
  if (misfits.has('size')) {
    changes.push({ kind: 'scaled', from: [facts.width, facts.height], to: [width, height] });
  }
  if (fps !== null && (fps !== facts.fps || facts.variableFps))
    changes.push({ kind: 'rate', from: facts.fps, to: fps, uneven: facts.variableFps });
  if (facts.rotation !== 0) changes.push({ kind: 'turned' });
  if (facts.hdr) changes.push({ kind: 'toned' });
  if (!window && misfits.has('bytes')) changes.push({ kind: 'compressed', from: facts.bytes });
  return changes;
}

/** The part of how a clip was stored that says most to people; null when it is stored in the same way again. */
function convertedFrom({ container, videoCodec }: ClipFacts): string | null {
  if (container === 'webm' || container === 'mkv') return container;
  if (videoCodec !== 'avc') return videoCodec ?? container;
  return container === 'mp4' ? null : container;
}
