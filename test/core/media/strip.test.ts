import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { strip } from '../../../src/core/media/strip.ts';
import { layOutStrip, stripTimes } from '../../../src/core/media/strip-layout.ts';
import { CHILDREN, NEVER, strange } from './fitted.ts';
import { barAt, steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the layout of a strip', () => {
  it.each([
    [16 / 9, 12],
    [1, 10],
    [9 / 16, 12],
  ])('has room for enough moments: a clip of %d for %i', (aspect, count) => {
    expect(layOutStrip(aspect).cells).toHaveLength(count);
  });

  it('keeps everything inside the picture, the time below its moment, and nothing over another', () => {
    for (const aspect of [0.1, 0.4, 9 / 16, 1, 4 / 3, 16 / 9, 2.5, 8]) {
      const { cells, width, height } = layOutStrip(aspect);
      expect(width).toBe(1200);
      for (const [index, { picture, time }] of cells.entries()) {
        expect(picture.left + picture.width).toBeLessThanOrEqual(width);
        expect(picture.top + picture.height).toBeLessThanOrEqual(time.top);
        expect(time.top + time.height).toBeLessThanOrEqual(height);
        const right = cells[index + 1];
        if (right && right.picture.top === picture.top) {
          expect(picture.left + picture.width).toBeLessThan(right.picture.left);
        }
      }
    }
  });

  it('shows moments from the first to the last, to the second or to the tenth of one', () => {
    expect(stripTimes({ from: 0, to: 47_300 }, 5)).toEqual([0, 11_000, 23_000, 35_000, 47_000]);
    expect(stripTimes({ from: 2_000, to: 13_000 }, 5)).toEqual([2_000, 4_700, 7_500, 10_200, 13_000]);
  });
});

describe('a strip', () => {
  it('shows moments of the stretch, upright, and the time of each', async () => {
    const source = await strange({
      width: 180,
      height: 320,
      times: steadyTimes(25, 12),
      seconds: 12,
      container: 'mov',
      rotation: 90,
    });
    const folder = await temporaryFolder();
    const path = join(folder, 'strip.jpg');
    const times = await strip(CHILDREN, source, { from: 1_000, to: 11_000 }, path, NEVER);
    expect(times).toEqual(stripTimes({ from: 1_000, to: 11_000 }, 12));
    expect(await readdir(folder)).toEqual(['strip.jpg']);
    const { cells, ...size } = layOutStrip(320 / 180);
    expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', ...size });
    for (const [index, { picture, time }] of cells.entries()) {
      // Turned by a quarter, so that the bar wanders from the top to the bottom.
      const share = (await barRow(path, picture)) / picture.height;
      expect(Math.abs(share - barAt((times[index] ?? 0) / 1000, 12)), `moment ${index}`).toBeLessThan(0.04);
      const { channels } = await sharp(await sharp(path).extract(time).png().toBuffer()).stats();
      expect((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0)).toBeGreaterThan(150);
    }
  });

  it('is refused as what it is where there are no pictures', async () => {
    const folder = await temporaryFolder();
    const nothing = strip(
      CHILDREN,
      join(folder, 'none'),
      { from: 0, to: 1_000 },
      join(folder, 'strip.jpg'),
      NEVER,
    );
    await expect(nothing).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });
});

async function barRow(path: string, box: { left: number; top: number; width: number; height: number }) {
  const { data, info } = await sharp(path).extract(box).raw().toBuffer({ resolveWithObject: true });
  const middle = Math.floor(info.width / 2);
  for (let y = 0; y < info.height; y += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray((y * info.width + middle) * info.channels);
    if (red > 170 && green > 140 && blue < 120) return y;
  }
  throw new Error('no bar in the picture');
}
