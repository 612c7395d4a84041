/** When a take begins and how long it lasts in what is joined, in seconds. */
export interface Slot {
  at: number;
  lasts: number;
}

/** A take may be played this much faster or slower, which nobody sees: models give back some frames more or less. */
const PACE_ROOM = 0.03;

/**
 * Where takes go that are joined: each where its part was, as long as its part was, so that the sound of the whole goes
 * on without a seam. One that is longer or shorter than that by more than nobody sees keeps its own length.
 * @param parts the stretches that the takes were made of, in order
 * @param lengths of the takes
 */
export function slotsFor(
  parts: readonly { from: number; to: number }[],
  lengths: readonly number[],
): { slots: Slot[]; seconds: number } {
  const slots: Slot[] = [];
  let at = 0;
  for (const [index, { from, to }] of parts.entries()) {
    const part = to - from;
    const length = lengths[index] ?? part;
    const lasts = Math.abs(length / part - 1) <= PACE_ROOM ? part : length;
    slots.push({ at, lasts });
    at += lasts;
  }
  return { slots, seconds: at };
}
