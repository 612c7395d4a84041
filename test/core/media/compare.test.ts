import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { compare } from '../../../src/core/media/compare.ts';
import { clockTime, layOut, momentTimes } from '../../../src/core/media/compare-layout.ts';

import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CHILDREN = new MediaChildren({ atOnce: 1 });

describe('the layout of a comparison', () => {
  it.each([
    [16 / 9, 3],
    [1, 4],
    [9 / 16, 5],
  ])('shows more moments the narrower the clips are: %d has %i', (aspect, count) => {
    const { columns, width, height } = layOut(aspect);
    expect(columns).toHaveLength(count);
    expect(width).toBe(1200);
    expect(width / height).toBeGreaterThan(0.8);
  });

  it('keeps everything inside the picture, the edited below the original of the same moment', () => {
    for (const aspect of [0.1, 0.4, 9 / 16, 1, 4 / 3, 16 / 9, 2.5, 8]) {
      const { columns, width, height } = layOut(aspect);
      for (const { before, time, after } of columns) {
        expect(before.left).toBe(after.left);
        expect(before.left + before.width).toBeLessThanOrEqual(width);
        expect(before.top + before.height).toBeLessThanOrEqual(time.top);
        expect(time.top + time.height).toBeLessThanOrEqual(after.top);
        expect(after.top + after.height).toBeLessThan(height);
      }
    }
  });

  it('takes its moments from the middles of equal parts', () => {
    expect(momentTimes(6, 3)).toEqual([1, 3, 5]);
  });

  it.each([
    [0, '0:00.0'],
    [2.54, '0:02.5'],
    [59.96, '1:00.0'],
    [61.25, '1:01.3'],
  ])('names %d seconds %s', (seconds, text) => {
    expect(clockTime(seconds)).toBe(text);
  });
});

describe('a comparison', () => {
  it('shows the same moments of both clips, and says which is which', async () => {
    const folder = await temporaryFolder();
    const [before, after, picture] = ['before.mp4', 'after.mp4', 'compare.jpg'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await makeClip({ path: before, width: 320, height: 180, seconds: 2, fps: 25 });
    await makeClip({ path: after, width: 320, height: 180, seconds: 2, fps: 24 });
    await compare(CHILDREN, { before, after }, picture, NEVER);
    expect((await readdir(folder)).toSorted()).toEqual(['after.mp4', 'before.mp4', 'compare.jpg']);

    const layout = layOut(16 / 9);
    const { format, width, height } = await sharp(picture).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: layout.width, height: layout.height });
    for (const column of layout.columns) {
      const above = await sharp(picture).extract(column.before).raw().toBuffer();
      const below = await sharp(picture).extract(column.after).raw().toBuffer();
      expect(difference(above, below)).toBeLessThan(6);
      expect(await contrast(picture, column.time)).toBeGreaterThan(100);
    }
    for (const name of [layout.names.before, layout.names.after]) {
      expect(await contrast(picture, name)).toBeGreaterThan(150);
    }
  });

  it('keeps the shape of a take that has another one', async () => {
    const folder = await temporaryFolder();
    const [before, after, picture] = ['before.mp4', 'after.mp4', 'compare.jpg'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await makeClip({ path: before, width: 320, height: 180, seconds: 1 });
    await makeClip({ path: after, width: 180, height: 320, seconds: 1 });
    await compare(CHILDREN, { before, after }, picture, NEVER);
    const [column] = layOut(16 / 9).columns;
    if (!column) throw new Error('no column');
    const { left, top, height } = column.after;
    const beside = await sharp(picture)
      .extract({ left: left + 2, top: top + 2, width: 40, height: height - 4 })
      .raw()
      .toBuffer();
    expect(beside.reduce((a, b) => Math.max(a, b))).toBeLessThan(60);
  });
});

/** The average difference of two pictures of the same size, per channel. */
function difference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, level, index) => sum + Math.abs(level - (b[index] ?? 0)), 0) / a.length;
}

/** How far the lightest and the darkest part of a region are apart: nothing is written where it is next to none. */
async function contrast(
  picture: string,
  region: { left: number; top: number; width: number; height: number },
): Promise<number> {
  const levels = await sharp(picture).extract(region).greyscale().raw().toBuffer();
  return levels.reduce((a, b) => Math.max(a, b)) - levels.reduce((a, b) => Math.min(a, b));
}
