import { type HdrTransfer, toneMapped } from './tone-curve.ts';

/** Nodes along brightness and along each of the two colour differences; between them one interpolates. */
const LUMA_NODES = 65;
const CHROMA_NODES = 33;
const LUMA_STEP = 256 / (LUMA_NODES - 1);
const CHROMA_STEP = 256 / (CHROMA_NODES - 1);
/** How far apart neighbours lie: three numbers per node. */
const [NEXT_LUMA, NEXT_SECOND, NEXT_FIRST] = [3, 3 * LUMA_NODES, 3 * LUMA_NODES * CHROMA_NODES];

/**
 * The tone curve for pictures that are stored as brightness and two colour differences (BT.2020, not constant
 * luminance), worked out once for a grid of colours. All code values are on the scale of 8 bits, with fractions where
 * there are more; what comes out is BT.709 from 16 to 235.
 */
export class ToneTable {
  readonly #nodes = new Float32Array(CHROMA_NODES ** 2 * NEXT_SECOND);
  /** Of the colour that is looked at: the node before it, and how far it lies on the way to the next ones. */
  #base = 0;
  #towardsFirst = 0;
  #towardsSecond = 0;

  constructor(transfer: HdrTransfer) {
    for (let first = 0; first < CHROMA_NODES; first += 1) {
      for (let second = 0; second < CHROMA_NODES; second += 1) {
        for (let luma = 0; luma < LUMA_NODES; luma += 1) {
          const signal = decoded(luma * LUMA_STEP, first * CHROMA_STEP, second * CHROMA_STEP);
          const at = first * NEXT_FIRST + second * NEXT_SECOND + luma * NEXT_LUMA;
          this.#nodes.set(encoded(toneMapped(signal, transfer)), at);
        }
      }
    }
  }

  /** Looks at all brightnesses of one pair of colour differences. */
  turnTo(first: number, second: number): void {
    const [alongFirst, alongSecond] = [first / CHROMA_STEP, second / CHROMA_STEP];
    const [nodeFirst, nodeSecond] = [Math.floor(alongFirst), Math.floor(alongSecond)];
    this.#base = nodeFirst * NEXT_FIRST + nodeSecond * NEXT_SECOND;
    this.#towardsFirst = alongFirst - nodeFirst;
    this.#towardsSecond = alongSecond - nodeSecond;
  }

  /** What becomes of a brightness: 0 for its brightness, 1 and 2 for its colour differences. */
  at(luma: number, what: 0 | 1 | 2): number {
    const along = luma / LUMA_STEP;
    const node = Math.floor(along);
    const at = this.#base + node * NEXT_LUMA + what;
    return mix(this.#between(at), this.#between(at + NEXT_LUMA), along - node);
  }

  #between(at: number): number {
    const nodes = this.#nodes;
    const [near, far] = [at, at + NEXT_FIRST];
    const low = mix(nodes[near] ?? 0, nodes[near + NEXT_SECOND] ?? 0, this.#towardsSecond);
    const high = mix(nodes[far] ?? 0, nodes[far + NEXT_SECOND] ?? 0, this.#towardsSecond);
    return mix(low, high, this.#towardsFirst);
  }
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
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
