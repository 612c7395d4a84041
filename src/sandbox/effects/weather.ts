import type { Effect } from './effect.ts';
import type { Frame } from './frame.ts';

interface Fall {
  count: number;
  /** Picture heights per second. */
  speed: number;
  /** How far a drop reaches down and across, and how wide it is, as shares of the height. */
  length: number;
  slant: number;
  thickness: number;
  opacity: number;
  /** A flake's rows are the chords of a circle; a drop is as wide everywhere. */
  round: boolean;
}

const SNOW: Fall = {
  count: 260,
  speed: 0.22,
  length: 0.009,
  slant: 0,
  thickness: 0.009,
  opacity: 0.9,
  round: true,
};
const RAIN: Fall = {
  count: 320,
  speed: 1.9,
  length: 0.06,
  slant: 0.18,
  thickness: 0.0018,
  opacity: 0.45,
  round: false,
};

export const snow: Effect = (frame, seconds) => fall(frame, seconds, SNOW);
export const rain: Effect = (frame, seconds) => fall(frame, seconds, RAIN);

function fall(frame: Frame, seconds: number, kind: Fall): void {
  const { count, speed, length, slant, thickness, opacity, round } = kind;
  const { width, height } = frame;
  for (let drop = 0; drop < count; drop += 1) {
    const size = 0.5 + scattered(drop, 3);
    const fallen = (scattered(drop, 1) + seconds * speed * size) % 1.1;
    const sway = Math.sin(seconds * 2 + drop) * 0.01;
    const x = ((scattered(drop, 2) + sway + 1) % 1) * width;
    const y = (fallen - 0.05) * height;
    const [tall, wide] = [length * size * height, Math.max(1, thickness * size * height)];
    for (let down = 0.5; down < tall; down += 1) {
      const row = round ? wide * Math.sqrt(1 - (1 - (2 * down) / tall) ** 2) : wide;
      dash(frame, x - down * slant - row / 2, y + down, row, opacity);
    }
  }
}

/** A fixed number between 0 and 1 for each drop, that looks like chance. */
function scattered(drop: number, salt: number): number {
  const value = Math.sin(drop * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
}

function dash(
  { width, height, y, u, v }: Frame,
  left: number,
  top: number,
  wide: number,
  opacity: number,
): void {
  const row = Math.round(top);
  if (row < 0 || row >= height) return;
  const end = Math.min(width, left + wide);
  for (let column = Math.max(0, Math.round(left)); column < end; column += 1) {
    const at = row * width + column;
    y[at] = (y[at] ?? 0) + (235 - (y[at] ?? 0)) * opacity;
    const sample = (row >> 1) * Math.ceil(width / 2) + (column >> 1);
    u[sample] = (u[sample] ?? 128) + (128 - (u[sample] ?? 128)) * opacity;
    v[sample] = (v[sample] ?? 128) + (128 - (v[sample] ?? 128)) * opacity;
  }
}
