import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitClip } from '../../../src/core/media/fit-clip.ts';
import { misfitsOf } from '../../../src/core/media/judge-clip.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { barPositions } from './bar-position.ts';
import { CHILDREN, fitted, LIMITS, NEVER, planFor, strange } from './fitted.ts';
import { KLING } from './kling-limits.ts';
import { listen } from './listen.ts';
import { steadyTimes, timeOfBar } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { topBoxes } from './top-boxes.ts';

describe('a fitted clip', () => {
  it.each([
    { container: 'webm', fps: 30, from: [96, 64], to: [192, 128] },
    { container: 'mov', fps: 25, from: [1280, 360], to: [640, 180] },
    { container: 'mp4', fps: 24, from: [102, 60], to: [218, 128] },
  ] as const)('is what the model takes, as long as it was: %o', async ({ container, fps, from, to }) => {
    const source = join(await temporaryFolder(), 'source');
    await makeClip({ path: source, width: from[0], height: from[1], seconds: 2, fps, container });
    const { facts, path, silenced } = await fitted(source);
    expect(misfitsOf(facts, LIMITS)).toEqual([]);
    expect(facts).toMatchObject({
      container: 'mp4',
      videoCodec: 'avc',
      audioCodec: 'aac',
      width: to[0],
      height: to[1],
      fps,
      variableFps: false,
    });
    expect(Math.abs(facts.durationMs - 2_000)).toBeLessThanOrEqual(2);
    expect(silenced).toBe(false);
    expect(topBoxes(await readFile(path)).filter((box) => box === 'moov' || box === 'mdat')).toEqual([
      'moov',
      'mdat',
    ]);
  });

  it.each([
    ['120 frames a second', steadyTimes(120, 2), 60],
    ['240 frames a second', steadyTimes(240, 2), 60],
    ['15 frames a second', steadyTimes(15, 2), 24],
    ['uneven frames', [0, 0.031, 0.069, 0.1, 0.9, 0.933, 0.967, 1, 1.034, 1.5], 24],
  ] as const)('of %s has a steady rate, with every moment where it was', async (_, times, fps) => {
    const source = await strange({ width: 640, height: 128, times, seconds: 2, container: 'mkv' });
    const { facts, path } = await fitted(source);
    expect(facts).toMatchObject({ fps, variableFps: false, durationMs: 2_000 });
    const shownAt = Array.from({ length: 2 * fps }, (_, index) => index / fps);
    const middles = shownAt.map((time) => (time + 0.5 / fps) * 1_000);
    const bars = await barPositions(CHILDREN, path, middles);
    for (const [index, bar] of bars.entries()) {
      const time = shownAt[index] ?? 0;
      const seen = [time, time + 0.5 / fps].map((at) => times.findLast((each) => each <= at) ?? 0);
      const off = seen.map((made) => Math.abs(timeOfBar(bar / 640, 2) - made));
      expect(Math.min(...off)).toBeLessThanOrEqual(0.005);
    }
  });

  it('of twice the rate leaves out every second frame, and no other', async () => {
    const times = steadyTimes(120, 1);
    const source = await strange({ width: 640, height: 128, times, seconds: 1, container: 'mkv' });
    const { path } = await fitted(source);
    const bars = await barPositions(
      CHILDREN,
      path,
      Array.from({ length: 60 }, (_, index) => (index * 1000) / 60 + 1),
    );
    const steps = bars.slice(1).map((bar, index) => bar - (bars[index] ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(2);
  });

  it('of uneven frames that were meant to be even shows each of them once', async () => {
    const times = steadyTimes(30, 2).map((time, index) => time + (index % 3 === 1 ? 0.006 : 0));
    const source = await strange({ width: 640, height: 128, times, seconds: 2, container: 'mkv' });
    const { facts, path } = await fitted(source);
    expect(facts.fps).toBe(30);
    const bars = await barPositions(
      CHILDREN,
      path,
      Array.from({ length: 60 }, (_, index) => (index * 1000) / 30 + 1),
    );
    expect(new Set(bars).size).toBe(60);
  });

  it('has its sound where it was, of the first track, and never longer than its pictures', async () => {
    const source = await strange({
      width: 320,
      height: 128,
      times: steadyTimes(30, 2),
      seconds: 2,
      container: 'mkv',
      soundsFrom: [1.25, 0.5],
    });
    const { path, facts } = await fitted(source);
    const heard = await listen(CHILDREN, path);
    expect(heard.tracks).toBe(1);
    expect(Math.abs((heard.loudFrom ?? 0) - 1.25)).toBeLessThanOrEqual(0.003);
    expect(heard.until).toBeLessThanOrEqual(facts.durationMs / 1_000 + 0.001);
    expect(heard.until).toBeGreaterThan(1.94);
  });

  it('has none of its sound where nothing here reads it, and says so', async () => {
    const source = await strange({
      width: 96,
      height: 64,
      times: steadyTimes(24, 1),
      seconds: 1,
      container: 'mov',
      soundsFrom: [0],
    });
    const content = await readFile(source);
    content.write('zzzz', content.indexOf('sowt'));
    await writeFile(source, content);
    const { silenced, facts } = await fitted(source);
    expect(silenced).toBe(true);
    expect(facts).toMatchObject({ audioTracks: 0, durationMs: 1_000 });
  });

  it('stands upright by itself', async () => {
    const times = steadyTimes(30, 1);
    const source = await strange({
      width: 128,
      height: 96,
      times,
      seconds: 1,
      rotation: 90,
      container: 'mov',
    });
    expect(await probe(CHILDREN, source, NEVER)).toMatchObject({ width: 96, height: 128, rotation: 90 });
    expect((await fitted(source)).facts).toMatchObject({ width: 128, height: 170, rotation: 0 });
  });

  it('out of a codec that no model takes is H.264', async () => {
    const source = await strange({
      width: 128,
      height: 128,
      times: steadyTimes(30, 1),
      seconds: 1,
      codec: 'vp9',
    });
    expect((await fitted(source)).facts).toMatchObject({ videoCodec: 'avc', container: 'mp4' });
  });

  it('stays below the limit of bytes, if not at the first time then at the second', async () => {
    const source = await strange({
      width: 320,
      height: 96,
      times: steadyTimes(30, 2),
      seconds: 2,
      noise: true,
    });
    const { facts, path, fit } = await fitted(source);
    const bytes = Math.round(facts.bytes * 0.6);
    const shares: number[] = [];
    const tight = { ...fit, limits: { ...fit.limits, bytes } };
    await fitClip(CHILDREN, source, path, tight, NEVER, (share) => shares.push(share));
    expect((await readFile(path)).length).toBeLessThanOrEqual(bytes);
    expect(shares.filter((share) => share > 0.999)).toHaveLength(2);
  });

  it('reports how far it is', async () => {
    const source = await strange({ width: 128, height: 96, times: steadyTimes(30, 1), seconds: 1 });
    const planned = await planFor(source, LIMITS);
    const shares: number[] = [];
    const path = join(await temporaryFolder(), 'fitted.mp4');
    await fitClip(CHILDREN, source, path, planned, NEVER, (share) => shares.push(share));
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1);
  });

  it('that is aborted leaves nothing', async () => {
    const folder = await temporaryFolder();
    const source = join(folder, 'source.webm');
    await makeClip({ path: source, width: 1280, height: 720, seconds: 4, container: 'webm' });
    const planned = await planFor(source, KLING);
    const stop = new AbortController();
    const asked = fitClip(CHILDREN, source, join(folder, 'fitted.mp4'), planned, stop.signal, () =>
      stop.abort(new Error('cancelled')),
    );
    await expect(asked).rejects.toThrow('cancelled');
    expect(await readdir(folder)).toEqual(['source.webm']);
    expect(CHILDREN.pids).toEqual([]);
  });

  it.each(['mp4', 'webm'] as const)(
    'is refused when its source is damaged in the middle: %s',
    async (container) => {
      const folder = await temporaryFolder();
      const source = join(folder, 'source');
      await makeClip({ path: source, width: 640, height: 360, seconds: 3, container, sound: false });
      const planned = await planFor(source, LIMITS, { from: 0, to: 3_000 });
      const content = await readFile(source);
      const start = content.indexOf(container === 'mp4' ? 'mdat' : Buffer.from([0x1f, 0x43, 0xb6, 0x75])) + 8;
      await writeFile(source, content.fill(0xff, start + 10_000, start + 16_000));
      const asked = fitClip(CHILDREN, source, join(folder, 'fitted.mp4'), planned, NEVER);
      await expect(asked).rejects.toMatchObject({ code: 'damaged', retryable: false });
      expect(await readdir(folder)).toEqual(['source']);
    },
  );
});
