import type { Millis } from '../clock.ts';
import type { Stretch } from '../edit/choosing.ts';
import type { Box } from './compare-layout.ts';

export interface StripLayout {
  width: number;
  height: number;
  /** From left to right and from top to bottom: a picture, and its time below it. */
  cells: { picture: Box; time: Box }[];
}

/** Wide enough to be looked at in full, and legible when a chat shows it at a third of that. */
const WIDTH = 1200;
const MARGIN = 16;
const GAP = 12;
const TEXT_LINE = 62;

/** More to a row the narrower the clip is, and rows of them until the picture is about as high as a screen. */
function gridFor(aspect: number): { columns: number; rows: number } {
  if (aspect < 0.8) return { columns: 6, rows: 2 };
  return aspect < 1.25 ? { columns: 5, rows: 2 } : { columns: 4, rows: 3 };
}

/** Lays out moments of a clip of this shape (width divided by height). */
export function layOutStrip(aspect: number): StripLayout {
  const { columns, rows } = gridFor(aspect);
  const width = Math.floor((WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns);
  const height = Math.max(1, Math.round(width / aspect));
  const cells = Array.from({ length: columns * rows }, (_, index) => {
    const left = MARGIN + (index % columns) * (width + GAP);
    const top = MARGIN + Math.floor(index / columns) * (height + TEXT_LINE);
    return {
      picture: { left, top, width, height },
      time: { left, top: top + height, width, height: TEXT_LINE },
    };
  });
  return { width: WIDTH, height: MARGIN + rows * (height + TEXT_LINE), cells };
}

/** How finely moments are chosen: people read and type whole seconds, unless the clip is short. */
const WHOLE_SECONDS_FROM_MS = 24_000;

/** Moments from the first to the last of a stretch, evenly; to the second, or to the tenth of a short one. */
export function stripTimes({ from, to }: Stretch, count: number): Millis[] {
  const step = to - from >= WHOLE_SECONDS_FROM_MS ? 1_000 : 100;
  const times = Array.from({ length: count }, (_, index) => {
    const exact = from + ((to - from) * index) / (count - 1);
    return Math.floor(exact / step) * step;
  });
  return times.map((time) => Math.min(Math.max(time, from), to));
}
