import type { Effect } from './effect.ts';
import { grade } from './grade.ts';

const LEVELS = 7;
const EDGE = 46;

/** Few, strong colours and dark outlines. */
export function cartoon(): Effect {
  const stronger = grade({ saturation: 1.5 });
  const steps = Uint8Array.from({ length: 256 }, (_, level) => {
    const light = Math.min(1, Math.max(0, (level - 16) / 219));
    return 16 + (219 * Math.round(light * (LEVELS - 1))) / (LEVELS - 1);
  });
  return (frame, seconds) => {
    stronger(frame, seconds);
    const { width, height, y } = frame;
    const before = y.slice();
    for (let row = 0; row < height; row += 1) {
      for (let i = row * width; i < (row + 1) * width; i += 1) {
        y[i] = steepness(before, i, width) > EDGE ? 24 : (steps[before[i] ?? 0] ?? 0);
      }
    }
  };
}

/** How much the brightness changes over two pixels across and down. */
function steepness(plane: Uint8Array, at: number, width: number): number {
  const here = plane[at] ?? 0;
  return Math.abs((plane[at + 2] ?? here) - here) + Math.abs((plane[at + 2 * width] ?? here) - here);
}
