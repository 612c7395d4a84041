/** Everything in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface CompareLayout {
  width: number;
  height: number;
  /** One pair of boxes per moment, from left to right: the original above, the edited clip below. */
  columns: { before: Box; time: Box; after: Box }[];
  /** Where the two rows are named. */
  names: { before: Box; after: Box };
}

/** Wide enough to be looked at in full, and legible when a chat shows it at a third of that. */
const WIDTH = 1200;
const MARGIN = 24;
const GAP = 12;
const TEXT_LINE = 60;

/** More moments the narrower the clip is, so that the picture stays about as wide as it is high. */
function momentsFor(aspect: number): number {
  if (aspect < 0.8) return 5;
  return aspect < 1.25 ? 4 : 3;
}

/** The middles of `count` equal parts of a clip, in seconds. */
export function momentTimes(seconds: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (seconds * (index + 0.5)) / count);
}

/** Lays out a comparison of clips of this shape (width divided by height). */
export function layOut(aspect: number): CompareLayout {
  const count = momentsFor(aspect);
  const width = Math.floor((WIDTH - 2 * MARGIN - (count - 1) * GAP) / count);
  const height = Math.max(1, Math.round(width / aspect));
  const [beforeTop, timeTop] = [TEXT_LINE, TEXT_LINE + height];
  const afterTop = timeTop + TEXT_LINE;
  const bottom = afterTop + height;
  return {
    width: WIDTH,
    height: bottom + TEXT_LINE,
    columns: Array.from({ length: count }, (_, index) => {
      const left = MARGIN + index * (width + GAP);
      return {
        before: { left, top: beforeTop, width, height },
        time: { left, top: timeTop, width, height: TEXT_LINE },
        after: { left, top: afterTop, width, height },
      };
    }),
    names: {
      before: { left: MARGIN, top: 0, width: WIDTH - 2 * MARGIN, height: TEXT_LINE },
      after: { left: MARGIN, top: bottom, width: WIDTH - 2 * MARGIN, height: TEXT_LINE },
    },
  };
}

/** "0:02.5": minutes, seconds and tenths. */
export function clockTime(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}
