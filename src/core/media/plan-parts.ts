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
  const ways: Way[][] = [[{ cost: 0, from: null, end: 0 }]];
  for (let end = 1; end < points.length; end += 1) {
    const here: Way[] = [];
    for (let start = end - 1; start >= 0; start -= 1) {
      const part = (points[end]?.at ?? 0) - (points[start]?.at ?? 0);
      if (part > length.max) break;
      if (part < length.min) continue;
      const unused = 1 - part / length.max;
      const cost = COST.part + (points[end]?.cost ?? 0) + UNEVENNESS * unused * unused;
      lengthen(ways[start] ?? [], here, end, cost);
    }
    ways.push(here);
  }
  const last = Object.values(ways.at(-1) ?? []).reduce<Way | null>(cheaper, null);
  return last && pathThrough(points, last);
}

/** The cheapest way to a point in so many parts, as the last step of it. */
interface Way {
  cost: number;
  /** The way to where its last part begins; null at the beginning. */
  from: Way | null;
  /** Which point it leads to. */
  end: number;
}

/**
 * Every way to a point, by how many parts it takes, with one part more to the next. The dearer way in fewer parts is
 * kept beside the cheap one: further on the cheap one may have no part left.
 */
function lengthen(before: readonly Way[], after: Way[], end: number, cost: number) {
  before.forEach((from, parts) => {
    if (parts === MOST_PARTS) return;
    const way = { cost: from.cost + cost, from, end };
    after[parts + 1] = cheaper(after[parts + 1] ?? null, way);
  });
}

function cheaper(known: Way | null, way: Way): Way {
  return known && known.cost <= way.cost ? known : way;
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
  for (const at of evenCuts({ from, to })) add(at, COST.anywhere);
  for (const at of keys) add(at, COST.key);
  for (const at of scenes) add(at, COST.scene);
  const inner = [...costs].map(([at, cost]) => ({ at, cost })).sort((a, b) => a.at - b.at);
  return [{ at: from, cost: 0 }, ...inner, { at: to, cost: 0 }];
}

/** Where equal parts would meet: with these there is a plan wherever there can be one, also beside the grid. */
function evenCuts({ from, to }: Stretch): Millis[] {
  const cuts: Millis[] = [];
  for (let parts = 2; parts <= MOST_PARTS; parts += 1) {
    for (let part = 1; part < parts; part += 1) {
      cuts.push(from + Math.floor(((to - from) * part) / parts));
    }
  }
  return cuts;
}

function pathThrough(points: readonly Point[], last: Way): Stretch[] {
  const parts: Stretch[] = [];
  for (let { from, end } = last; from; { from, end } = from) {
    parts.unshift({ from: points[from.end]?.at ?? 0, to: points[end]?.at ?? 0 });
  }
  return parts;
}
