/** A clip of 5 s is often a frame or a sound packet longer; Kling's own limits leave this much room. */
const OVERHANG_MS = 50;

/** How many seconds a length has where only whole ones count: each that has begun. */
export function wholeSeconds(durationMs: number): number {
  return Math.max(0, Math.ceil((durationMs - OVERHANG_MS) / 1_000));
}
