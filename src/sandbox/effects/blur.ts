import type { Effect } from './effect.ts';

/** Two passes of a box make a blur without visible corners. */
const PASSES = 2;

/** Blurs by `share` of the picture's shorter side. */
export function blur(share: number): Effect {
  return ({ width, height, y, u, v }) => {
    const radius = Math.max(2, Math.round(Math.min(width, height) * share));
    const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    boxes(y, width, height, radius);
    boxes(u, halfWidth, halfHeight, radius >> 1);
    boxes(v, halfWidth, halfHeight, radius >> 1);
  };
}

function boxes(plane: Uint8Array, width: number, height: number, radius: number): void {
  const other = new Uint8Array(plane.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    acrossRows(plane, other, width, height, radius);
    alongColumns(other, plane, width, height, radius);
  }
}

/** A running sum along each row; beyond the edge, its last value goes on. */
function acrossRows(from: Uint8Array, to: Uint8Array, width: number, height: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  for (let row = 0; row < height; row += 1) {
    const start = row * width;
    const end = start + width - 1;
    let sum = (from[start] ?? 0) * (radius + 1);
    for (let i = 1; i <= radius; i += 1) sum += from[Math.min(start + i, end)] ?? 0;
    for (let i = start; i <= end; i += 1) {
      to[i] = sum * share;
      sum += (from[Math.min(i + radius + 1, end)] ?? 0) - (from[Math.max(i - radius, start)] ?? 0);
    }
  }
}

/** The same down all columns at once, row by row, which is how the bytes lie in memory. */
function alongColumns(from: Uint8Array, to: Uint8Array, width: number, height: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(width);
  const row = (index: number) => Math.min(Math.max(index, 0), height - 1) * width;
  for (let r = -radius; r <= radius; r += 1) {
    const at = row(r);
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + (from[at + x] ?? 0);
  }
  for (let r = 0; r < height; r += 1) {
    const [here, enters, leaves] = [r * width, row(r + radius + 1), row(r - radius)];
    for (let x = 0; x < width; x += 1) {
      const sum = sums[x] ?? 0;
      to[here + x] = sum * share;
      sums[x] = sum + (from[enters + x] ?? 0) - (from[leaves + x] ?? 0);
    }
  }
}
