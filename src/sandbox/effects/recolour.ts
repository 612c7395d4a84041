import { type Rgb, yuvOf } from './colour.ts';
import type { Effect } from './effect.ts';

/** Colours closer to grey than this are left alone: what has hardly any colour has no hue to go by. */
const GREYISH = 14;
/** Where no hue is asked for, only what is clearly coloured is meant. */
const PALE = 24;
/** Hues this near to the wanted one are taken whole; those up to twice as far fade out. */
const SAME_HUE = Math.PI / 10;

/**
 * Gives all that has the hue of `from` the colour of `to`, keeping light and shade. Without `from`, all that has a
 * strong colour is taken.
 */
export function recolour(from: Rgb | undefined, to: Rgb): Effect {
  const chosen = weights(from);
  const target = yuvOf(to);
  const { gain, lift } = lightFor(target.y);
  return ({ width, height, y, u, v }) => {
    const half = Math.ceil(width / 2);
    for (let i = 0; i < u.length; i += 1) {
      const before = { u: u[i] ?? 128, v: v[i] ?? 128 };
      const weight = chosen[before.u * 256 + before.v] ?? 0;
      if (weight === 0) continue;
      u[i] = before.u + (target.u - before.u) * weight;
      v[i] = before.v + (target.v - before.v) * weight;
      const [left, top] = [(i % half) * 2, Math.floor(i / half) * 2];
      for (let row = top; row < Math.min(top + 2, height); row += 1) {
        for (let at = row * width + left; at < row * width + Math.min(left + 2, width); at += 1) {
          const light = y[at] ?? 0;
          y[at] = Math.min(235, light + (light * gain + lift - light) * weight);
        }
      }
    }
  };
}

/** For every pair of colour differences, how much a pixel of it is taken, 0–1. */
function weights(from: Rgb | undefined): Float32Array {
  const wanted = from && yuvOf(from);
  const angle = wanted && Math.atan2(wanted.v - 128, wanted.u - 128);
  return Float32Array.from({ length: 256 * 256 }, (_, pair) => {
    const [du, dv] = [Math.floor(pair / 256) - 128, (pair % 256) - 128];
    const strong = Math.min(1, Math.max(0, Math.hypot(du, dv) / (wanted ? GREYISH : PALE) - 1));
    if (angle === undefined) return strong;
    const away = Math.abs(Math.atan2(dv, du) - angle);
    const off = Math.min(away, 2 * Math.PI - away) / SAME_HUE;
    return strong * Math.min(1, Math.max(0, 2 - off));
  });
}

/** Dark colours darken what they are put on, light ones lift it. */
function lightFor(brightness: number): { gain: number; lift: number } {
  if (brightness < 128) return { gain: Math.max(0.3, brightness / 128), lift: 0 };
  const lift = (brightness - 128) * 0.9;
  return { gain: 1 - lift / 235, lift };
}
