import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { frames } from '../../../src/core/media/frames.ts';

import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { barPosition } from './bar-position.ts';
import { strange } from './fitted.ts';
import { NO_SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CHILDREN = new MediaChildren({ atOnce: 1 });

describe('frames of a clip', () => {
  it.each(['png', 'jpeg'] as const)('are files in the order of the times asked for: %s', async (format) => {
    const folder = await temporaryFolder();
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 640, height: 360, seconds: 1 });
    const made = await frames(CHILDREN, source, { timesMs: [900, 0], width: 320, format, folder }, NEVER);
    const size = { width: 320, height: 180 };
    expect(made).toEqual(
      [0, 1].map((index) => ({ path: join(folder, `frame-${index}.${format}`), ...size })),
    );
    for (const { path } of made) expect(await sharp(path).metadata()).toMatchObject({ format, ...size });
  });

  it('show what is seen then, also before the start and after the end', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 640, height: 64, seconds: 1, fps: 25 });
    const [start, later, last] = [0, 500, 960];
    const at = (ms: number) => barPosition(CHILDREN, source, ms);
    expect(await at(later)).toBeGreaterThan(await at(start));
    expect(await at(-1_000)).toBe(await at(start));
    expect(await at(9_000)).toBe(await at(last));
  });

  it('are there for every time also where nothing moves for a while, as in a screen recording', async () => {
    const [width, height] = [320, 180];
    const source = await strange({ width, height, times: [0, 0.1, 2.5], seconds: 3.5 });
    const timesMs = [500, 1_000, 2_000, 3_000, 3_400];
    const wish = { timesMs, width: 160, format: 'png', folder: await temporaryFolder() } as const;
    const made = await frames(CHILDREN, source, wish, NEVER);
    expect(made).toHaveLength(timesMs.length);
    const hashes = await Promise.all(
      made.map(async ({ path }) => (await sharp(path).raw().toBuffer()).toString('base64')),
    );
    expect(new Set(hashes.slice(0, 3)).size).toBe(1);
    expect(new Set(hashes.slice(3)).size).toBe(1);
    expect(hashes[0]).not.toBe(hashes[4]);
  });

  it('are never larger than the clip', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 64, height: 64, seconds: 0.2 });
    const wish = { timesMs: [0], width: 640, format: 'png', folder: await temporaryFolder() } as const;
    expect(await frames(CHILDREN, source, wish, NEVER)).toMatchObject([{ width: 64, height: 64 }]);
  });

  it('leave nothing when they cannot be taken', async () => {
    const folder = await temporaryFolder();
    const wish = { timesMs: [0], width: 640, format: 'png', folder } as const;
    await expect(frames(CHILDREN, join(folder, 'missing'), wish, NEVER)).rejects.toMatchObject({
      code: 'tool_failed',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(NO_SHARED_CLIPS)('of a phone stand upright (skipped without ../shared/clips)', async () => {
    const wish = { timesMs: [0], width: 240, format: 'jpeg', folder: await temporaryFolder() } as const;
    const made = await frames(CHILDREN, sharedClip('phone-rotated-1s.mov'), wish, NEVER);
    expect(made).toMatchObject([{ width: 240, height: 320 }]);
  });
});
