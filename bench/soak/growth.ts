import type { Row } from './watch.ts';

const MB = 1_000_000;
/** With fewer points no slope says anything. */
const FEWEST = 4;
/** Slopes of this many of their own standard errors come from noise in one of twenty cases. */
const STUDENT: Readonly<Record<number, number>> = {
  2: 4.3,
  3: 3.18,
  4: 2.78,
  5: 2.57,
  6: 2.45,
  7: 2.36,
  8: 2.31,
};
/** What a hundred edits may leave behind in memory and still be called nothing. */
const NOTHING = MB / 2;

/** How much memory a hundred edits leave behind. */
export interface Growth {
  isGrowing: boolean;
  /** With how sure it is. */
  sentence: string;
}

/**
 * The slope of the memory at rest over the second half of the rows, by least squares. It grows when that is more than
 * nothing by more than chance explains. Null where there are too few rows to tell.
 */
export function growthOf(rows: readonly Row[]): Growth | null {
  const half = rows.slice(Math.floor((rows.length - 1) / 2));
  if (half.length < FEWEST) return null;
  const points = half.map(({ edits, resident }) => ({ x: edits / 100, y: resident }));
  const { slope, error } = lineThrough(points);
  const wide = (STUDENT[points.length - 2] ?? 2.26) * error;
  const from = `${half.at(0)?.edits} to ${half.at(-1)?.edits} edits`;
  return {
    isGrowing: slope - wide > NOTHING,
    sentence: `from ${from} memory at rest changes by ${inMB(slope)} ± ${inMB(wide)} (95 %) in a hundred`,
  };
}

function lineThrough(points: readonly { x: number; y: number }[]): { slope: number; error: number } {
  const n = points.length;
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / n;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  const rest = points.reduce((sum, point) => sum + (point.y - y - slope * (point.x - x)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
}

function inMB(bytes: number): string {
  return `${(bytes / MB).toFixed(2)} MB`;
}
