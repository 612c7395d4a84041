import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { cutWindow } from '../../../src/core/media/cut.ts';
import { probe } from '../../../src/core/media/probe.ts';

import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { barPosition } from './bar-position.ts';
import { NO_SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CHILDREN = new MediaChildren({ atOnce: 1 });

async function cut(source: string, from: number, to: number): Promise<{ path: string; facts: ClipFacts }> {
  const folder = await temporaryFolder();
  const path = join(folder, 'cut.mp4');
  await cutWindow(CHILDREN, source, path, { from, to }, NEVER);
  expect(await readdir(folder)).toEqual(['cut.mp4']);
  return { path, facts: await probe(CHILDREN, path, NEVER) };
}

describe('a cut', () => {
  it.each([
    { container: 'mp4', fps: 25, sound: true },
    { container: 'webm', fps: 30, sound: true },
    { container: 'mov', fps: 24, sound: false },
  ] as const)('is exactly as long as asked for, in whole frames: %o', async (wanted) => {
    const source = join(await temporaryFolder(), 'source');
    await makeClip({ path: source, width: 320, height: 240, seconds: 4, ...wanted });
    const { facts } = await cut(source, 1_000, 3_000);
    expect(facts).toMatchObject({
      container: 'mp4',
      videoCodec: 'avc',
      audioCodec: wanted.sound ? 'aac' : null,
      width: 320,
      height: 240,
      fps: wanted.fps,
      variableFps: false,
    });
    expect(Math.abs(facts.durationMs - 2_000)).toBeLessThanOrEqual(2);
  });

  it('begins at the very frame that is seen at its start', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 640, height: 128, seconds: 4, fps: 25 });
    const { path } = await cut(source, 1_320, 3_400);
    for (const ms of [0, 400, 1_000, 2_040]) {
      const expected = await barPosition(CHILDREN, source, 1_320 + ms);
      expect(Math.abs((await barPosition(CHILDREN, path, ms)) - expected)).toBeLessThanOrEqual(1);
    }
  });

  it('ends with the clip when it is asked to end behind it', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 64, height: 64, seconds: 2, fps: 25, sound: false });
    const { facts } = await cut(source, 1_000, 9_000);
    expect(facts.durationMs).toBe(1_000);
  });

  it('is refused where the clip has no frames', async () => {
    const folder = await temporaryFolder();
    const source = join(folder, 'source.mp4');
    await makeClip({ path: source, width: 64, height: 64, seconds: 1 });
    const asked = cutWindow(CHILDREN, source, join(folder, 'cut.mp4'), { from: 1_500, to: 1_900 }, NEVER);
    await expect(asked).rejects.toMatchObject({ code: 'empty_window', retryable: false });
    expect(await readdir(folder)).toEqual(['source.mp4']);
  });

  it.each([
    [2_000, 1_000],
    [1_000, 1_000],
    [-1, 1_000],
    [0, 121_000],
    [0, Number.NaN],
  ])('is refused from %d to %d', async (from, to) => {
    await expect(cutWindow(CHILDREN, 'source', 'cut', { from, to }, NEVER)).rejects.toThrow(RangeError);
  });

  it('that is aborted leaves nothing', async () => {
    const folder = await temporaryFolder();
    const source = join(folder, 'source.mp4');
    await makeClip({ path: source, width: 1280, height: 720, seconds: 4 });
    const stop = new AbortController();
    const asked = cutWindow(CHILDREN, source, join(folder, 'cut.mp4'), { from: 0, to: 4_000 }, stop.signal);
    setTimeout(() => stop.abort(new Error('cancelled')), 1_000);
    await expect(asked).rejects.toThrow('cancelled');
    expect(await readdir(folder)).toEqual(['source.mp4']);
  });
});

describe.skipIf(NO_SHARED_CLIPS)('a cut of a real clip (skipped without ../shared/clips)', () => {
  it('of an iPhone stands upright and has square pixels', async () => {
    const { facts } = await cut(sharedClip('iphone-hlg-hevc-rotated-2.5s.mp4'), 1_000, 1_500);
    expect(facts).toMatchObject({
      container: 'mp4',
      videoCodec: 'avc',
      width: 1080,
      height: 1920,
      rotation: 0,
    });
  }, 120_000);

  it('of anamorphic pixels has square ones', async () => {
    const { facts } = await cut(sharedClip('anamorphic-2x1-5s.mp4'), 1_000, 2_000);
    expect(facts).toMatchObject({ width: 1280, height: 360, durationMs: 1_000 });
  });

  it('takes the longest track of several, and sound that does not outlast it', async () => {
    const { facts } = await cut(sharedClip('two-video-tracks-17s.mp4'), 2_000, 12_000);
    expect(facts).toMatchObject({ width: 480, height: 270, fps: 29.97, audioTracks: 1, durationMs: 10_010 });
  });

  it('of a camera that writes tags of its own can be read', async () => {
    const { facts } = await cut(sharedClip('gopro-12s-480p.mp4'), 1_000, 3_000);
    expect(facts).toMatchObject({ width: 854, height: 480, fps: 29.97, variableFps: false });
  });

  it('has a rate that varies when the clip has, and is hardly longer for a last frame of seconds', async () => {
    const { facts } = await cut(sharedClip('vfr-3026x1386-8.7s.mp4'), 1_000, 4_000);
    expect(facts.variableFps).toBe(true);
    expect(facts.durationMs).toBeLessThanOrEqual(3_050);
  });

  it('is refused with the name of a codec that nothing here decodes', async () => {
    const path = join(await temporaryFolder(), 'cut.mp4');
    const asked = cutWindow(
      CHILDREN,
      sharedClip('unsupported-vvc-5s.mp4'),
      path,
      { from: 0, to: 3_000 },
      NEVER,
    );
    await expect(asked).rejects.toMatchObject({ code: 'unsupported_codec', kind: 'vvc1' });
  });
});
