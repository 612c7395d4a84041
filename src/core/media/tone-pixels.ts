import { CHROMA_STEP, LUMA_STEP, NEXT_FIRST, NEXT_LUMA, NEXT_SECOND } from './tone-table.ts';

/** Where a plane begins, and how far its rows are apart, in code values. */
interface Plane {
  offset: number;
  stride: number;
}

/** A picture as a decoder hands it out: one plane of brightness, two of colour differences. */
export interface Planes {
  values: Uint8Array | Uint16Array;
  luma: Plane;
  first: Plane;
  second: Plane;
  /** Pixels that share one colour, along a row and down. */
  columns: 1 | 2;
  rows: 1 | 2;
  /** 8 to 12. */
  bits: number;
}

/**
 * A picture of the same size with its colours looked up in a tone table: 8 bits, one colour for every four pixels
 * (I420). Width and height are even. Written for speed: a clip of ten seconds has a billion of these pixels' numbers.
 */
export function tonePixels(
  planes: Planes,
  width: number,
  height: number,
  table: Float32Array,
): Uint8ClampedArray {
  const { values, luma, first, second, columns, rows, bits } = planes;
  const lumaScale = 1 / (LUMA_STEP * 2 ** (bits - 8));
  const chromaScale = 1 / (CHROMA_STEP * 2 ** (bits - 8));
  const pixels = width * height;
  const result = new Uint8ClampedArray(pixels * 1.5);
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const colour = (y / rows) * first.stride + x / columns;
      const u = (values[first.offset + colour] ?? 0) * chromaScale;
      const v = (values[second.offset + colour] ?? 0) * chromaScale;
      const nodeU = Math.trunc(u);
      const nodeV = Math.trunc(v);
      const base = nodeU * NEXT_FIRST + nodeV * NEXT_SECOND;
      let sum = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const down = y + (corner >> 1);
        const along = x + (corner & 1);
        const value = (values[luma.offset + down * luma.stride + along] ?? 0) * lumaScale;
        const node = Math.trunc(value);
        result[down * width + along] = inside(
          table,
          base + node * NEXT_LUMA,
          value - node,
          u - nodeU,
          v - nodeV,
        );
        sum += value;
      }
      const node = Math.trunc(sum / 4);
      const at = base + node * NEXT_LUMA;
      const into = pixels + (y * width) / 4 + x / 2;
      result[into] = inside(table, at + 1, sum / 4 - node, u - nodeU, v - nodeV);
      result[into + pixels / 4] = inside(table, at + 2, sum / 4 - node, u - nodeU, v - nodeV);
    }
  }
  return result;
}

/** Between the eight nodes around a colour: the one at `at` and its neighbours, by how far it is on the way to them. */
function inside(table: Float32Array, at: number, toLuma: number, toU: number, toV: number): number {
  const below = across(table, at, toU, toV);
  return below + (across(table, at + NEXT_LUMA, toU, toV) - below) * toLuma;
}

/** Between the four of one brightness. */
function across(table: Float32Array, at: number, toU: number, toV: number): number {
  const far = at + NEXT_FIRST;
  const near = (table[at] ?? 0) * (1 - toV) + (table[at + NEXT_SECOND] ?? 0) * toV;
  return near * (1 - toU) + ((table[far] ?? 0) * (1 - toV) + (table[far + NEXT_SECOND] ?? 0) * toV) * toU;
}
