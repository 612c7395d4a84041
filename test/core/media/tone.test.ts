import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HdrTransfer, toneMapped } from '../../../src/core/media/tone-curve.ts';
import { tonePixels } from '../../../src/core/media/tone-pixels.ts';
import { toneTable } from '../../../src/core/media/tone-table.ts';

const TRANSFERS = ['hlg', 'pq'] as const;
const grey = (signal: number, transfer: HdrTransfer) => toneMapped([signal, signal, signal], transfer)[1];
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe.each(TRANSFERS)('the tone curve for %s', (transfer) => {
  it('keeps black black, paper white a little below white, and comes to white at the peak', () => {
    const [paper, peak] = transfer === 'hlg' ? [0.75, 1] : [0.5807, 0.7518];
    expect(grey(0, transfer)).toBeCloseTo(0, 2);
    expect(grey(paper, transfer)).toBeCloseTo(0.894, 2);
    expect(grey(peak, transfer)).toBeCloseTo(1, 2);
  });

  it('makes what is brighter brighter', () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [dark, bright] = [Math.min(one, other), Math.max(one, other)];
        expect(grey(dark, transfer)).toBeLessThanOrEqual(grey(bright, transfer) + 1e-9);
      }),
    );
  });

  it('keeps grey grey, and every colour within what can be shown', () => {
    fc.assert(
      fc.property(share, share, share, (red, green, blue) => {
        for (const value of toneMapped([red, green, blue], transfer)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        const shades = toneMapped([red, red, red], transfer);
        expect(Math.max(...shades) - Math.min(...shades)).toBeLessThan(0.002);
      }),
    );
  });

  it('makes a colour stronger where a wide one means more than an ordinary one', () => {
    const [red, green] = toneMapped([0.5, 0.3, 0.3], transfer);
    expect(red - green).toBeGreaterThan(0.2);
  });

  it.each([
    ['any colour', 0, 5],
    ['any grey', 1, 1],
  ] as const)('is met by its table, for %s', (_, palest, steps) => {
    const table = toneTable(transfer);
    const part = fc.double({ min: palest, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, part, part, part, (brightness, ...parts) => {
        const [red = 0, green = 0, blue = 0] = parts.map((each) => each * brightness);
        expect(offBy(table, transfer, [red, green, blue])).toBeLessThan(steps);
      }),
      { numRuns: 10_000 },
    );
  });
});

/** By how much of 256 steps a picture of one colour misses the curve, in brightness or in colour. */
function offBy(
  table: Float32Array,
  transfer: HdrTransfer,
  colour: readonly [number, number, number],
): number {
  const [red, green, blue] = colour;
  const y = 0.2627 * red + 0.678 * green + 0.0593 * blue;
  const codes = [16 + 219 * y, 128 + (224 * (blue - y)) / 1.8814, 128 + (224 * (red - y)) / 1.4746];
  const [r, g, b] = toneMapped(colour, transfer);
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const exact = [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748];
  const found = onePicture(
    table,
    codes.map((code) => Math.round(code * 16)),
  );
  return Math.max(...found.map((value, what) => Math.abs(value - (exact[what] ?? 0))));
}

/** What becomes of two by two pixels of one colour, given in 12 bits: their brightness and their colour differences. */
function onePicture(table: Float32Array, [luma = 0, first = 0, second = 0]: readonly number[]): number[] {
  const values = Uint16Array.of(luma, luma, luma, luma, first, second);
  const at = (offset: number, stride: number) => ({ offset, stride });
  const planes = {
    values,
    luma: at(0, 2),
    first: at(4, 1),
    second: at(5, 1),
    columns: 2,
    rows: 2,
    bits: 12,
  } as const;
  const [above = 0, , , below, u = 0, v = 0] = tonePixels(planes, 2, 2, table);
  expect(below).toBe(above);
  return [above, u, v];
}
