import type { Frame } from './frame.ts';

export interface Rgb {
  r: number;
  g: number;
  b: number;
}

/** Brightness 16–235 and two colour differences around 128: BT.601, limited range, as the frames have it. */
export interface Yuv {
  y: number;
  u: number;
  v: number;
}

export function yuvOf({ r, g, b }: Rgb): Yuv {
  return {
    y: 16 + 0.257 * r + 0.504 * g + 0.098 * b,
    u: 128 - 0.148 * r - 0.291 * g + 0.439 * b,
    v: 128 + 0.439 * r - 0.368 * g - 0.071 * b,
  };
}

/** Fills the planes of a frame from RGBA bytes of the same size; transparency is ignored. */
export function planesOfRgba(rgba: Uint8Array, { width, height, y, u, v }: Frame): void {
  const chromaWidth = Math.ceil(width / 2);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const pixel = row * width + column;
      const r = rgba[4 * pixel] ?? 0;
      const g = rgba[4 * pixel + 1] ?? 0;
      const b = rgba[4 * pixel + 2] ?? 0;
      y[pixel] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (row % 2 === 0 && column % 2 === 0) {
        const sample = (row >> 1) * chromaWidth + (column >> 1);
        u[sample] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
        v[sample] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      }
    }
  }
}
