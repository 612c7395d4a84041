import sharp from 'sharp';
import type { MediaChildren } from '../../../src/core/media/child.ts';
import { frames } from '../../../src/core/media/frames.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where the yellow bar of a made clip begins at a time, in pixels: every frame has it somewhere else. */
export async function barPosition(children: MediaChildren, path: string, ms: number): Promise<number> {
  const [position] = await barPositions(children, path, [ms]);
  if (position === undefined) throw new Error('no frame');
  return position;
}

/** The same at many times. */
export async function barPositions(
  children: MediaChildren,
  path: string,
  timesMs: readonly number[],
): Promise<number[]> {
  const wish = { timesMs, width: 4_000, format: 'png', folder: await temporaryFolder() } as const;
  const taken = await frames(children, path, wish, new AbortController().signal);
  return Promise.all(taken.map((frame) => findBar(frame.path)));
}

async function findBar(picture: string): Promise<number> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const middle = Math.floor(info.height / 2) * info.width;
  for (let x = 0; x < info.width; x += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray((middle + x) * info.channels);
    if (red > 180 && green > 150 && blue < 110) return x;
  }
  throw new Error('no bar in the frame');
}
