import type { Effect } from './effect.ts';

/** Squares of one colour each; `across` of them fit in the picture's shorter side. */
export function blocks(across: number): Effect {
  return ({ width, height, y, u, v }) => {
    const side = Math.max(4, 2 * Math.round(Math.min(width, height) / across / 2));
    const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    average(y, width, height, side);
    average(u, halfWidth, halfHeight, side / 2);
    average(v, halfWidth, halfHeight, side / 2);
  };
}

function average(plane: Uint8Array, width: number, height: number, side: number): void {
  for (let top = 0; top < height; top += side) {
    const bottom = Math.min(top + side, height);
    for (let left = 0; left < width; left += side) {
      const right = Math.min(left + side, width);
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        for (let i = row * width + left; i < row * width + right; i += 1) sum += plane[i] ?? 0;
      }
      const mean = sum / ((bottom - top) * (right - left));
      for (let row = top; row < bottom; row += 1) plane.fill(mean, row * width + left, row * width + right);
    }
  }
}
