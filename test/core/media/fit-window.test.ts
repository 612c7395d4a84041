import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitFor } from '../../../src/core/media/fit.ts';
import { fitClip } from '../../../src/core/media/fit-clip.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { barPosition } from './bar-position.ts';
import { CHILDREN, fitted, LIMITS, NEVER, strange } from './fitted.ts';
import { listen } from './listen.ts';
import { PHONE_CLIP } from './phone-clip.ts';
import { steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a clip that is fitted to a window', () => {
  const cut = (source: string, from: number, to: number, limits = LIMITS) =>
    fitted(source, { from, to }, limits);

  it.each([
    { container: 'mp4', fps: 25, sound: true },
    { container: 'webm', fps: 30, sound: true },
    { container: 'mov', fps: 24, sound: false },
  ] as const)('is exactly as long as asked for, in whole frames: %o', async (wanted) => {
    const source = join(await temporaryFolder(), 'source');
    await makeClip({ path: source, width: 320, height: 240, seconds: 4, ...wanted });
    const { facts } = await cut(source, 1_000, 3_000);
    expect(facts).toMatchObject({
      audioCodec: wanted.sound ? 'aac' : null,
      width: 320,
      height: 240,
      fps: wanted.fps,
      variableFps: false,
    });
    expect(Math.abs(facts.durationMs - 2_000)).toBeLessThanOrEqual(2);
  });

  it('begins at the very frame that is seen at its start, scaled in the same go', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 640, height: 128, seconds: 4, fps: 25 });
    const { path } = await cut(source, 1_320, 3_400, { ...LIMITS, side: { min: 256, max: 1280 } });
    for (const ms of [0, 400, 1_000, 2_040]) {
      const expected = 2 * (await barPosition(CHILDREN, source, 1_320 + ms));
      expect(Math.abs((await barPosition(CHILDREN, path, ms)) - expected)).toBeLessThanOrEqual(3);
    }
  });

  it('has its sound where it was', async () => {
    const times = steadyTimes(30, 3);
    const source = await strange({
      width: 320,
      height: 128,
      times,
      seconds: 3,
      container: 'mkv',
      soundsFrom: [1.7],
    });
    const { path } = await cut(source, 1_000, 2_500);
    expect(Math.abs(((await listen(CHILDREN, path)).loudFrom ?? 0) - 0.7)).toBeLessThanOrEqual(0.003);
  });

  it('ends with the clip when it is asked to end behind it', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 128, height: 128, seconds: 2, fps: 25, sound: false });
    expect((await cut(source, 1_000, 9_000)).facts.durationMs).toBe(1_000);
  });

  it('never becomes longer than the model takes by the last of its frames', async () => {
    const source = await strange({ width: 128, height: 128, times: steadyTimes(25, 3), seconds: 3 });
    const limits = { ...LIMITS, durationMs: { min: 400, max: 1_010 } };
    expect((await cut(source, 500, 1_510, limits)).facts.durationMs).toBeLessThanOrEqual(1_010);
  });

  it('is refused where the clip has no frames', async () => {
    const source = join(await temporaryFolder(), 'source.mp4');
    await makeClip({ path: source, width: 128, height: 128, seconds: 1 });
    await expect(cut(source, 1_500, 1_900)).rejects.toMatchObject({ code: 'empty_window', retryable: false });
  });

  it.each([
    [2_000, 1_000],
    [1_000, 1_000],
    [-1, 1_000],
    [0, 121_000],
    [0, Number.NaN],
  ])('is refused from %d to %d', async (from, to) => {
    const planned = fitFor({ ...PHONE_CLIP, container: 'webm' }, LIMITS);
    if (!planned) throw new Error('nothing to do');
    const asked = fitClip(CHILDREN, 'source', 'fitted', { ...planned, window: { from, to } }, NEVER);
    await expect(asked).rejects.toThrow(RangeError);
  });

  it('is made longer by its last frame where that is asked for, and silent then', async () => {
    const times = steadyTimes(30, 1.5);
    const source = await strange({ width: 320, height: 128, times, seconds: 1.5, soundsFrom: [0] });
    const limits = { ...LIMITS, durationMs: { min: 3_000, max: 10_050 } };
    const fit = fitFor(await probe(CHILDREN, source, NEVER), limits, null, 3_000);
    if (!fit) throw new Error('nothing to do');
    expect(fit.changes).toContainEqual({ kind: 'held', to: 3_000 });
    const path = join(await temporaryFolder(), 'fitted.mp4');
    await fitClip(CHILDREN, source, path, fit, NEVER);
    expect(await probe(CHILDREN, path, NEVER)).toMatchObject({
      durationMs: 3_000,
      fps: 30,
      variableFps: false,
      audioCodec: 'aac',
    });
    const last = await barPosition(CHILDREN, source, 1_490);
    for (const ms of [1_490, 2_000, 2_990]) {
      expect(Math.abs((await barPosition(CHILDREN, path, ms)) - last)).toBeLessThanOrEqual(2);
    }
  });
});
