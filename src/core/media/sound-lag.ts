/** How loud a clip is over time: the root mean square of its samples in steps of `STEP_SECONDS`, 0 to 1. */
export type Loudness = readonly number[];

export const STEP_SECONDS = 0.02;

export type SoundVerdict = 'same' | 'silent' | 'shifted';

/** As quiet as this is silence, whatever a codec makes of it: 70 dB below full scale. */
const SILENCE = 0.0003;
/** Sound counts as there once it is this loud somewhere. */
const AUDIBLE = 0.003;
const MOST_LAG_STEPS = 100;
/** People notice sound that is more than this out of step with pictures; codecs alone move it by one or two steps. */
const NOTICED_STEPS = 5;
/** How alike the two must be at their best to be sure that they are the same sound, and how much less so in place. */
const SURE = 0.85;
const CLEARLY = 0.15;
const LEAST_OVERLAP = 0.6;

/**
 * What became of a clip's sound in its take. `silent` when nothing is left of it; `shifted` when it is surely the same and
 * earlier or later by a noticeable time. Sound of which one cannot be sure counts as the same: it is left alone.
 */
export function judgeSound(clip: Loudness, take: Loudness): SoundVerdict {
  const length = Math.min(clip.length, take.length);
  if (peak(clip) < AUDIBLE) return 'same';
  if (peak(take) < SILENCE) return 'silent';
  const inPlace = likeness(clip, take, 0, length);
  let best = { lag: 0, likeness: inPlace };
  for (let lag = -MOST_LAG_STEPS; lag <= MOST_LAG_STEPS; lag += 1) {
    const found = likeness(clip, take, lag, length);
    if (found > best.likeness) best = { lag, likeness: found };
  }
  const isSure = best.likeness >= SURE && best.likeness - inPlace >= CLEARLY;
  return isSure && Math.abs(best.lag) >= NOTICED_STEPS ? 'shifted' : 'same';
}

/** The correlation of the clip with the take `lag` steps later, -1 to 1; 0 where too little of them overlaps to say. */
function likeness(clip: Loudness, take: Loudness, lag: number, length: number): number {
  const from = Math.max(0, -lag);
  const to = Math.min(clip.length, take.length - lag);
  if (to - from < length * LEAST_OVERLAP) return 0;
  const one = clip.slice(from, to);
  const other = take.slice(from + lag, to + lag);
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let [both, ones, others] = [0, 0, 0];
  for (const [index, level] of one.entries()) {
    const [a, b] = [level - meanOne, (other[index] ?? 0) - meanOther];
    both += a * b;
    ones += a * a;
    others += b * b;
  }
  return ones === 0 || others === 0 ? 0 : both / Math.sqrt(ones * others);
}

function mean(values: Loudness): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function peak(values: Loudness): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
