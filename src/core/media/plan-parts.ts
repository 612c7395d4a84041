import type { Millis } from '../clock.ts';
import type { Stretch } from '../edit/choosing.ts';
import type { Range } from '../providers/model.ts';

/** Where a clip may well be cut, in milliseconds of its own time. */
export interface Cuts {
  /** Where another scene begins. */
  scenes: readonly Millis[];
  /** Where a picture stands that needs no other. */
  keys: readonly Millis[];
}

/** More than this nobody can keep an eye on. */
export const MOST_PARTS = 12;
/** Anywhere else cuts are looked for this far apart. */
const GRID_MS = 250;
/** What a part costs, and a cut by where it is: one cut within a scene is avoided by two parts more. */
const COST = { part: 3, scene: 0, key: 6, anywhere: 7 } as const;
/** So that parts of about the same length win among equals. */
const UNEVENNESS = 2;

/**
 * Cuts a stretch of a clip into parts of an allowed length that follow each other without a gap. Each is edited on its
 * own, so a cut within a scene may be seen: as few of those as can be, rather at key frames than anywhere, and then as
 * few parts. Null where that takes over `MOST_PARTS`, or cannot be.
 */
export function planParts(within: Stretch, length: Range, cuts: Cuts): Stretch[] | null {
  const points = pointsIn(within, cuts);
  const best: { cost: number; from: number; parts: number }[] = [{ cost: 0, from: -1, parts: 0 }];
  for (let end = 1; end < points.length; end += 1) {
    best[end] = { cost: Number.POSITIVE_INFINITY, from: -1, parts: 0 };
    for (let start = end - 1; start >= 0; start -= 1) {
      const part = (points[end]?.at ?? 0) - (points[start]?.at ?? 0);
      if (part > length.max) break;
      const before = best[start];
      if (part < length.min || !before || before.parts >= MOST_PARTS) continue;
      const unused = 1 - part / length.max;
      const cost = before.cost + COST.part + (points[end]?.cost ?? 0) + UNEVENNESS * unused * unused;
      if (cost < (best[end]?.cost ?? 0)) best[end] = { cost, from: start, parts: before.parts + 1 };
    }
  }
  return pathThrough(points, best);
}

interface Point {
  at: Millis;
  cost: number;
}

/** Where cuts may be, in order, both ends included; each with what it costs. */
function pointsIn({ from, to }: Stretch, { scenes, keys }: Cuts): Point[] {
  const costs = new Map<Millis, number>();
  const add = (at: Millis, cost: number) => {
    if (at > from && at < to) costs.set(at, Math.min(cost, costs.get(at) ?? cost));
  };
  for (let at = from + GRID_MS; at < to; at += GRID_MS) add(at, COST.anywhere);
  for (const at of keys) add(at, COST.key);
  for (const at of scenes) add(at, COST.scene);
  const inner = [...costs].map(([at, cost]) => ({ at, cost })).sort((a, b) => a.at - b.at);
  return [{ at: from, cost: 0 }, ...inner, { at: to, cost: 0 }];
}

function pathThrough(
  points: readonly Point[],
  best: readonly { cost: number; from: number }[],
): Stretch[] | null {
  const parts: Stretch[] = [];
  let end = points.length - 1;
  if (!Number.isFinite(best[end]?.cost)) return null;
  while (end > 0) {
    const start = best[end]?.from ?? 0;
    parts.unshift({ from: points[start]?.at ?? 0, to: points[end]?.at ?? 0 });
    end = start;
  }
  return parts;
}
