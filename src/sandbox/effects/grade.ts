import type { Effect } from './effect.ts';
import type { Frame } from './frame.ts';

/** A change of light and colour that is the same everywhere in the picture, but for the vignette. */
export interface Grade {
  /** Of the brightness: below 1 darker, above 1 brighter. */
  gain?: number;
  /** Of the mid-tones only: above 1 darker, below 1 brighter. */
  gamma?: number;
  /** Of the colours: 0 takes them away. */
  saturation?: number;
  /** Added to both colour differences: towards blue (negative: yellow), and towards red (negative: green). */
  blue?: number;
  red?: number;
  /** How much darker the corners become, 0–1. */
  vignette?: number;
  negative?: boolean;
}

const BLACK = 16;
const WHITE = 235;

export function grade(wanted: Grade): Effect {
  const { gain = 1, gamma = 1, saturation = 1, blue = 0, red = 0, vignette = 0, negative = false } = wanted;
  const y = table((level) => {
    const light = Math.max(0, (level - BLACK) / (WHITE - BLACK));
    return BLACK + (WHITE - BLACK) * gain * (negative ? 1 - light : light) ** gamma;
  });
  const turn = negative ? -saturation : saturation;
  const u = table((level) => 128 + (level - 128) * turn + blue);
  const v = table((level) => 128 + (level - 128) * turn + red);
  const darken = vignette > 0 ? cornersDarker(vignette) : undefined;
  return (frame) => {
    lookUp(frame.y, y);
    lookUp(frame.u, u);
    lookUp(frame.v, v);
    darken?.(frame);
  };
}

function table(level: (before: number) => number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, before) => level(before));
}

function lookUp(plane: Uint8Array, levels: Uint8ClampedArray): void {
  for (let i = 0; i < plane.length; i += 1) plane[i] = levels[plane[i] ?? 0] ?? 0;
}

function cornersDarker(strength: number): (frame: Frame) => void {
  let weights: Float32Array | undefined;
  return ({ width, height, y }) => {
    weights ??= Float32Array.from({ length: width * height }, (_, pixel) => {
      const dx = ((pixel % width) / width) * 2 - 1;
      const dy = (Math.floor(pixel / width) / height) * 2 - 1;
      return 1 - (strength * Math.min(2, dx * dx + dy * dy)) / 2;
    });
    for (let i = 0; i < y.length; i += 1) y[i] = BLACK + ((y[i] ?? 0) - BLACK) * (weights[i] ?? 1);
  };
}
