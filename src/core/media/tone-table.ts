import { type HdrTransfer, toneMapped } from './tone-curve.ts';

/** Nodes along brightness and along each of the two colour differences. */
const LUMA_NODES = 65;
const CHROMA_NODES = 33;
/** How far apart they are, on the scale of 8 bits. */
export const LUMA_STEP = 256 / (LUMA_NODES - 1);
export const CHROMA_STEP = 256 / (CHROMA_NODES - 1);
/** How far apart neighbours lie in the table: three numbers per node. */
export const NEXT_LUMA = 3;
export const NEXT_SECOND = NEXT_LUMA * LUMA_NODES;
export const NEXT_FIRST = NEXT_SECOND * CHROMA_NODES;

/**
 * The tone curve for pictures that are stored as brightness and two colour differences (BT.2020, not constant
 * luminance), worked out once for a grid of colours: for each node the brightness and the colour differences that become
 * of it (BT.709). All are code values from 16 to 235, or 240 for colour.
 */
export function toneTable(transfer: HdrTransfer): Float32Array {
  const nodes = new Float32Array(NEXT_FIRST * CHROMA_NODES);
  for (let first = 0; first < CHROMA_NODES; first += 1) {
    for (let second = 0; second < CHROMA_NODES; second += 1) {
      for (let luma = 0; luma < LUMA_NODES; luma += 1) {
        const signal = decoded(luma * LUMA_STEP, first * CHROMA_STEP, second * CHROMA_STEP);
        const at = first * NEXT_FIRST + second * NEXT_SECOND + luma * NEXT_LUMA;
        nodes.set(encoded(toneMapped(signal, transfer)), at);
      }
    }
  }
  return nodes;
}

/** Red, green and blue. */
function decoded(luma: number, first: number, second: number) {
  const y = (luma - 16) / 219;
  const [cb, cr] = [(first - 128) / 224, (second - 128) / 224];
  return [y + 1.4746 * cr, y - 0.16455 * cb - 0.57135 * cr, y + 1.8814 * cb] as const;
}

function encoded([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [16 + 219 * y, 128 + (224 * (blue - y)) / 1.8556, 128 + (224 * (red - y)) / 1.5748];
}
