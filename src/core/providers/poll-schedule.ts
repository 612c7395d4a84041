import type { Timing } from '../store/store.ts';
import { hazard, type Lognormal, learn, quantile } from './lognormal.ts';
import type { Range } from './model.ts';

/**
 * How eager the polling is: looks per √second, at the square root of the hazard.
 *
 * Say one look costs c and one second between the take being ready and our noticing it costs d. Looking n(t) times a
 * second costs c·n·S(t) for the looks made while it still runs (S: the share that does), and d·f(t)/(2n) for the wait
 * of those that end then (f: the density). The sum is least, moment by moment, at n(t) = √(d·f(t) / (2c·S(t))) =
 * k·√h(t): look at the rate of the square root of the hazard. k² = d/(2c): at k = 3 a second of waiting is worth 18
 * looks. `bench/poll-schedule.ts` shows what other values of k would buy.
 */
const K = 3;

/** How far a gap may be bent at random, so that edits started together do not look together. */
const JITTER = 0.1;

/** Past edits tell about an edit when their clip was of a length within this factor. */
const SIMILAR = 1.5;

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
  /** In [0, 1); bent by tests. */
  random?: () => number;
}

/** Milliseconds until the next look at a running prediction. */
export function nextPoll({ elapsedMs, past, typicalMs, gapMs, random = Math.random }: Running): number {
  const law = learn(past, typicalMs);
  const bend = 1 + JITTER * (2 * random() - 1);
  const clamp = (gap: number) => Math.round(Math.min(Math.max(gap * bend, gapMs.min), gapMs.max));
  const elapsed = Math.max(elapsedMs, 0);
  // The hazard may rise a lot within one gap: look at the middle of the gap that the present hazard asks for.
  const first = clamp(gapAt(law, elapsed));
  return clamp(gapAt(law, elapsed + first / 2));
}

function gapAt(law: Lognormal, elapsedMs: number): number {
  const perSecond = hazard(law, elapsedMs) * 1_000;
  return perSecond > 0 ? 1_000 / (K * Math.sqrt(perSecond)) : Number.POSITIVE_INFINITY;
}

/** The standard normal law's 90th percentile. */
const Z90 = 1.2816;

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
