import type { Timing } from '../store/store.ts';
import { hazard, type Lognormal, learn, quantile } from './lognormal.ts';
import type { Range } from './model.ts';

/**
 * Looks are made at k times the square root of the hazard h, both per second. Say one look costs c, and each second
 * between the end of an edit and our noticing it costs d. Looking n times a second costs c·n·S for the share S that
 * still runs, and d·f/(2n) for the density f of those that end: least, moment by moment, at n = √(d·f/(2c·S)) =
 * √(d/2c)·√h. So k² = d/(2c): 3 says that a second of waiting is worth 18 looks.
 *
 * WaveSpeedAI asks clients to leave 5 s or more between looks at a video. At k = 3 and gaps of 1–30 s the looks are fewer
 * than that, and better placed: over a median of 180 s (σ 0.25) 37 looks notice the end after 1.1 s on average, where one
 * every 5 s takes 39 and 2.5 s, and a fixed schedule that is as soon takes 88. For medians of 60 to 300 s half of the looks
 * or more are spared (`bench/polling.ts`).
 */
const K = 3;

/**
 * Where a webhook is to tell of the end, looks are only the net below it, this many times further apart: a job of 180 s
 * then takes 9 of them, and the end of one whose webhook is lost is noticed some ten seconds late.
 */
const NET = 4;

/** The most a gap is bent at random, as a share of it: edits that were started together look apart. */
const JITTER = 0.1;

/** Past edits tell about an edit when the lengths of their clips are within this factor of each other. */
const SIMILAR = 1.5;

/** The standard normal law's 90th percentile. */
const Z90 = 1.2816;

/** What is known of an edit that runs. All times in milliseconds. */
export interface Running {
  /** Since the submission. */
  elapsedMs: number;
  /** How long similar edits took: see `similar`. */
  past: readonly number[];
  /** How long one takes before anything is known better. */
  typicalMs: number;
  /** The gap never leaves this range, however wrong what the past taught is. */
  gapMs: Range;
  /** A webhook is expected; the gap then leaves the range by the factor `NET`. */
  isNet?: boolean;
  /** In [0, 1); bent by tests. */
  random?: () => number;
}

/** Milliseconds until the next look at a running prediction. */
export function nextPoll({
  elapsedMs,
  past,
  typicalMs,
  gapMs,
  isNet = false,
  random = Math.random,
}: Running): number {
  const gap = gapByHazard(learn(past, typicalMs), elapsedMs, gapMs);
  const bent = clamp(gap * (1 + JITTER * (2 * random() - 1)), gapMs);
  return Math.round(isNet ? bent * NET : bent);
}

/** The gap that the hazard asks for. Exported for the simulation that chose `k`. */
export function gapByHazard(law: Lognormal, elapsedMs: number, gapMs: Range, k = K): number {
  const wanted = (at: number) => clamp(1_000 / (k * Math.sqrt(hazard(law, at) * 1_000)), gapMs);
  // The hazard may rise a lot within a long gap, so the middle of the gap speaks for it.
  return wanted(elapsedMs + wanted(elapsedMs) / 2);
}

/** How long an edit is going to take, for people: as likely less as more, and nine times in ten no longer than `p90`. */
export function estimate(past: readonly number[], typicalMs: number): { likelyMs: number; p90: number } {
  const law = learn(past, typicalMs);
  return { likelyMs: Math.round(quantile(law, 0)), p90: Math.round(quantile(law, Z90)) };
}

/** How long edits of clips about this long took: the past that `nextPoll` and `estimate` learn from. */
export function similar(timings: readonly Timing[], clipMs: number): number[] {
  return timings
    .filter((timing) => timing.clipMs <= clipMs * SIMILAR && timing.clipMs >= clipMs / SIMILAR)
    .map(({ tookMs }) => tookMs);
}

function clamp(value: number, { min, max }: Range): number {
  return Math.min(Math.max(value, min), max);
}
