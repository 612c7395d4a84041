import type { Effect } from './effect.ts';

/** Left becomes right. */
export const mirror: Effect = ({ width, y, u, v }) => {
  reverseRows(y, width);
  reverseRows(u, Math.ceil(width / 2));
  reverseRows(v, Math.ceil(width / 2));
};

/** Top becomes bottom, without mirroring. */
export const upsideDown: Effect = ({ width, y, u, v }) => {
  for (const [plane, stride] of [
    [y, width],
    [u, Math.ceil(width / 2)],
    [v, Math.ceil(width / 2)],
  ] as const) {
    plane.reverse();
    reverseRows(plane, stride);
  }
};

function reverseRows(plane: Uint8Array, stride: number): void {
  for (let start = 0; start < plane.length; start += stride) plane.subarray(start, start + stride).reverse();
}
