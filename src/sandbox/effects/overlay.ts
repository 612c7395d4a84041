import sharp, { type Sharp } from 'sharp';
import { yuvOf } from './colour.ts';
import type { Effect } from './effect.ts';

/** A picture with transparency, laid over every frame with its corner at (`left`, `top`), both made even. */
export async function overlay(picture: Sharp, left: number, top: number): Promise<Effect> {
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const [x, y] = [left & ~1, top & ~1];
  return (frame) => {
    const half = Math.ceil(frame.width / 2);
    for (let row = 0; row < Math.min(info.height, frame.height - y); row += 1) {
      for (let column = 0; column < Math.min(info.width, frame.width - x); column += 1) {
        const pixel = 4 * (row * info.width + column);
        const opacity = (data[pixel + 3] ?? 0) / 255;
        if (opacity === 0) continue;
        const over = yuvOf({ r: data[pixel] ?? 0, g: data[pixel + 1] ?? 0, b: data[pixel + 2] ?? 0 });
        mix(frame.y, (y + row) * frame.width + x + column, over.y, opacity);
        if (row % 2 === 0 && column % 2 === 0) {
          const sample = ((y + row) >> 1) * half + ((x + column) >> 1);
          mix(frame.u, sample, over.u, opacity);
          mix(frame.v, sample, over.v, opacity);
        }
      }
    }
  };
}

function mix(plane: Uint8Array, at: number, over: number, opacity: number): void {
  const under = plane[at] ?? 0;
  plane[at] = under + (over - under) * opacity;
}

/** A transparent picture to put others on. */
export function blank(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
}
