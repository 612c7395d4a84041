/**
 * What a poll schedule costs and what it gains, by simulation: how often one looks per job, and how long a finished job
 * waits to be noticed. The durations are made up (lognormal); only a deployment's own past tells the real ones. What the
 * runner makes of the schedule that this has chosen is measured by `bench/polling.ts`.
 *
 *     npx node bench/poll-schedule.ts
 */
import { type Lognormal, learn } from '../src/core/providers/lognormal.ts';
import type { Range } from '../src/core/providers/model.ts';
import { gapByHazard, nextPoll } from '../src/core/providers/poll-schedule.ts';
import { randomOf } from './random.ts';

const JOBS = 5_000;
const SEED = 20_261_122;

/** Seconds until the next look, `elapsed` seconds after the submission. */
type Schedule = (elapsed: number) => number;

interface World {
  title: string;
  median: number;
  sigma: number;
}

const WORLDS: readonly World[] = [
  { title: 'median 180 s, σ 0.25', median: 180, sigma: 0.25 },
  { title: 'median 120 s, σ 0.4', median: 120, sigma: 0.4 },
];
const GAPS = { min: 1_000, max: 30_000 };
const OTHER_GAPS = [
  { min: 2_000, max: 8_000 },
  { min: 2_000, max: 5_000 },
  { min: 5_000, max: 10_000 },
];
const EAGERNESS = [2, 3, 4, 6, 8];
/** How many past jobs are known where it is not the question, and where it is. */
const PAST = 40;
const KNOWN = [0, 3, 10, 40];

const fixed =
  (seconds: number): Schedule =>
  () =>
    seconds;

function byHazard(law: Lognormal, gaps: Range, k?: number): Schedule {
  return (elapsed) => gapByHazard(law, elapsed * 1_000, gaps, k) / 1_000;
}

/** The product's own schedule, jitter and all. */
function asShipped(past: readonly number[], typicalMs: number, random: () => number): Schedule {
  return (elapsed) => nextPoll({ elapsedMs: elapsed * 1_000, past, typicalMs, gapMs: GAPS, random }) / 1_000;
}

function durations({ median, sigma }: World, count: number, random: () => number): number[] {
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return median * Math.exp(sigma * normal);
  });
}

function simulate(schedule: Schedule, jobs: readonly number[]) {
  let looks = 0;
  const lags = jobs.map((duration) => {
    let at = schedule(0);
    for (looks += 1; at < duration; looks += 1) at += schedule(at);
    return at - duration;
  });
  lags.sort((a, b) => a - b);
  return {
    looks: looks / jobs.length,
    mean: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    p95: lags[Math.floor(lags.length * 0.95)] ?? 0,
  };
}

function row(title: string, schedule: Schedule, jobs: readonly number[]): void {
  const { looks, mean, p95 } = simulate(schedule, jobs);
  const cells = [looks.toFixed(1), mean.toFixed(2), p95.toFixed(2)].map((cell) => cell.padStart(7));
  console.log(`  ${title.padEnd(52)}${cells.join('  ')}`);
}

function report(world: World): void {
  const random = randomOf(SEED);
  const jobs = durations(world, JOBS, random);
  const past = durations(world, PAST, random).map((seconds) => seconds * 1_000);
  const typicalMs = world.median * 1_000;
  console.log(`\n${world.title.padEnd(54)}  looks     mean      p95 lag, s`);
  for (const seconds of [0.5, 1, 5]) row(`every ${seconds} s`, fixed(seconds), jobs);

  const law = learn(past, typicalMs);
  for (const k of EAGERNESS) row(`√hazard, gap 1–30 s, k = ${k}`, byHazard(law, GAPS, k), jobs);
  for (const gaps of OTHER_GAPS) {
    row(`√hazard, gap ${gaps.min / 1_000}–${gaps.max / 1_000} s`, byHazard(law, gaps), jobs);
  }
  for (const [guess, factor] of [
    ['right', 1],
    ['2× too long', 2],
    ['2× too short', 0.5],
  ] as const) {
    for (const known of KNOWN) {
      const schedule = asShipped(past.slice(0, known), typicalMs * factor, random);
      row(`as shipped, first guess ${guess}, ${known} jobs known`, schedule, jobs);
    }
  }
}

for (const world of WORLDS) report(world);
