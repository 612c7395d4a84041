import { readdir, readFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitClip } from '../../../src/core/media/fit-clip.ts';
import { join } from '../../../src/core/media/join.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { barPositions } from './bar-position.ts';
import { CHILDREN, LIMITS, NEVER, planFor, strange } from './fitted.ts';
import { listen } from './listen.ts';
import { barAt, steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { topBoxes } from './top-boxes.ts';

const WINDOWS = [
  { from: 0, to: 1_520 },
  { from: 1_520, to: 3_000 },
  { from: 3_000, to: 4_800 },
];

/** A clip of which every moment can be told, with a tone in its second half. */
const source = () =>
  strange({
    width: 320,
    height: 180,
    times: steadyTimes(25, 4.8),
    seconds: 4.8,
    container: 'mov',
    soundsFrom: [2.4],
  });

/** What a model makes of parts, as far as it matters here: files of their own, here cut out of the clip. */
async function takesOf(clip: string, windows: readonly { from: number; to: number }[], limits = LIMITS) {
  const folder = await temporaryFolder();
  const takes: { path: string; of: { from: number; to: number } }[] = [];
  for (const [index, of] of windows.entries()) {
    const path = pathOf(folder, `take-${index}.mp4`);
    await fitClip(CHILDREN, clip, path, await planFor(clip, limits, of), NEVER);
    takes.push({ path, of });
  }
  return takes;
}

/** Where the bar is at some times of a joined clip, against where it was in the original then. */
async function expectMoments(
  path: string,
  moments: readonly (readonly [joined: number, original: number])[],
) {
  const { width, durationMs } = await probe(CHILDREN, path, NEVER);
  expect(durationMs).toBeGreaterThan(0);
  const seen = await barPositions(
    CHILDREN,
    path,
    moments.map(([joined]) => joined),
  );
  for (const [index, [, original]] of moments.entries()) {
    expect(Math.abs((seen[index] ?? 0) / width - barAt(original / 1000, 4.8)), `at ${original}`).toBeLessThan(
      0.015,
    );
  }
}

describe('takes that are joined', () => {
  it('are copied, follow each other as their parts did, and have the sound of the whole in one piece', async () => {
    const clip = await source();
    const folder = await temporaryFolder();
    const path = pathOf(folder, 'whole.mp4');
    const takes = await takesOf(clip, WINDOWS);
    const shares: number[] = [];
    const joined = await join(CHILDREN, { takes, sound: clip }, path, NEVER, (share) => shares.push(share));
    expect(joined).toEqual({ copied: true });
    expect(await readdir(folder)).toEqual(['whole.mp4']);
    // It plays while it loads.
    expect(topBoxes(await readFile(path)).slice(0, 2)).toEqual(['ftyp', 'moov']);
    expect(shares.at(-1)).toBe(1);
    const facts = await probe(CHILDREN, path, NEVER);
    expect(facts).toMatchObject({ container: 'mp4', width: 320, height: 180, audioCodec: 'aac', fps: 25 });
    expect(Math.abs(facts.durationMs - 4_800)).toBeLessThanOrEqual(5);
    await expectMoments(path, [
      [20, 20],
      [1_500, 1_500],
      [1_540, 1_540],
      [2_980, 2_980],
      [3_020, 3_020],
      [4_780, 4_780],
    ]);
    const heard = await listen(CHILDREN, path);
    expect(Math.abs((heard.loudFrom ?? 0) - 2.4)).toBeLessThanOrEqual(0.003);
    expect(Math.abs(heard.until - 4.8)).toBeLessThanOrEqual(0.05);
  });

  it('are encoded anew in the size of the first where they are not alike', async () => {
    const clip = await source();
    const path = pathOf(await temporaryFolder(), 'whole.mp4');
    const [first, second] = [
      await takesOf(clip, WINDOWS.slice(0, 1)),
      await takesOf(clip, WINDOWS.slice(1), { ...LIMITS, side: { min: 360, max: 1280 } }),
    ];
    const joined = await join(CHILDREN, { takes: [...first, ...second], sound: null }, path, NEVER);
    expect(joined).toEqual({ copied: false });
    const facts = await probe(CHILDREN, path, NEVER);
    expect(facts).toMatchObject({ width: 320, height: 180, audioTracks: 0 });
    await expectMoments(path, [
      [20, 20],
      [1_540, 1_540],
      [4_700, 4_700],
    ]);
  });

  it('keep their places when a model gives back a few frames less', async () => {
    const clip = await source();
    const path = pathOf(await temporaryFolder(), 'whole.mp4');
    const shorter = WINDOWS.map(({ from, to }) => ({ from, to: to - 40 }));
    const takes = (await takesOf(clip, shorter)).map((take, index) => ({
      ...take,
      of: WINDOWS[index] ?? take.of,
    }));
    await join(CHILDREN, { takes, sound: clip }, path, NEVER);
    const facts = await probe(CHILDREN, path, NEVER);
    expect(Math.abs(facts.durationMs - 4_800)).toBeLessThanOrEqual(5);
    await expectMoments(path, [
      [1_550, 1_550],
      [3_050, 3_050],
    ]);
  });

  it('close up where a part is left out, and so does the sound', async () => {
    const clip = await source();
    const path = pathOf(await temporaryFolder(), 'whole.mp4');
    const [first, , third] = await takesOf(clip, WINDOWS);
    if (!first || !third) throw new Error('there are three');
    await join(CHILDREN, { takes: [first, third], sound: clip }, path, NEVER);
    expect(Math.abs((await probe(CHILDREN, path, NEVER)).durationMs - 3_320)).toBeLessThanOrEqual(5);
    await expectMoments(path, [
      [1_480, 1_480],
      [1_560, 3_040],
    ]);
    expect(Math.abs(((await listen(CHILDREN, path)).loudFrom ?? 0) - 1.52)).toBeLessThanOrEqual(0.003);
  });

  it('leave no half file behind when that is broken off', async () => {
    const clip = await source();
    const folder = await temporaryFolder();
    const takes = await takesOf(clip, WINDOWS.slice(0, 2));
    const stopped = join(
      CHILDREN,
      { takes, sound: clip },
      pathOf(folder, 'whole.mp4'),
      AbortSignal.timeout(300),
    );
    await expect(stopped).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
    expect(CHILDREN.pids).toEqual([]);
  });
});
