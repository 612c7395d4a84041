import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { pictureAt } from '../media/film.ts';

const CLIPS = path.resolve(import.meta.dirname, '../../../../shared/clips');

describe('a real edit', () => {
  let dir: string;
  let clip: string;
  let take: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'recut-edit-'));
    [clip, take] = [path.join(dir, 'clip.mp4'), path.join(dir, 'take.mp4')];
    await makeClip({ path: clip, seconds: 3, fps: 30 });
  });
  afterAll(() => rm(dir, { recursive: true }));

  const children = () => process.getActiveResourcesInfo().filter((what) => what === 'ProcessWrap').length;

  it('mirrors and darkens the clip, keeps its length, size and sound, at the model’s own rate', async () => {
    await editClip({ clip, take, prompt: 'make it dusk and mirror it', images: [], keepSound: true });
    expect(await readMovie(take)).toMatchObject({
      container: 'mp4',
      seconds: 3,
      width: 1280,
      height: 720,
      fps: 24,
      hasSound: true,
    });
    const [before, after] = [await pictureAt(clip, 1), await pictureAt(take, 1)];
    const light = ({ r, g, b }: { r: number; g: number; b: number }) => r + g + b;
    expect(light(after.mean())).toBeLessThan(light(before.mean()) * 0.75);
    const [left, right] = [
      { from: 0.02, to: 0.2 },
      { from: 0.8, to: 0.98 },
    ];
    expect(before.mean(left).r - before.mean(left).g).toBeGreaterThan(100);
    expect(after.mean(right).r - after.mean(right).g).toBeGreaterThan(40);
    expect(after.mean(left).g - after.mean(left).r).toBeGreaterThan(20);
    await expect.poll(children).toBe(0);
  });

  it('takes the colour out for black and white, and the sound when it is not to be kept', async () => {
    await editClip({ clip, take, prompt: 'black and white', images: [], keepSound: false });
    expect(await readMovie(take)).toMatchObject({ seconds: 3, hasSound: false });
    const { r, g, b } = (await pictureAt(take, 2)).mean({ from: 0, to: 0.2 });
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(3);
  });

  it('ends at once, with its process, when it is stopped', async () => {
    const stop = new AbortController();
    const job = editClip({ clip, take, prompt: 'blur it', images: [], keepSound: true }, stop.signal);
    setTimeout(() => stop.abort(new Error('stopped')), 600);
    await expect(job).rejects.toThrow('stopped');
    await expect.poll(children).toBe(0);
  });

  it('refuses what is no clip', async () => {
    const job = { clip: import.meta.filename, take, prompt: 'dusk', images: [], keepSound: true };
    await expect(editClip(job)).rejects.toThrow();
  });

  it.skipIf(!existsSync(CLIPS)).each(['anamorphic-2x1-5s.mp4', 'phone-rotated-1s.mov'])(
    'keeps the length and the displayed size of %s, as it came from its camera (needs ../shared/clips)',
    async (name) => {
      const before = await readMovie(path.join(CLIPS, name));
      const job = {
        clip: path.join(CLIPS, name),
        take,
        prompt: 'black and white',
        images: [],
        keepSound: true,
      };
      await editClip(job);
      const after = await readMovie(take);
      const { width, height, hasSound } = before;
      expect(after).toMatchObject({ width, height, hasSound, fps: 24 });
      expect(Math.abs(after.seconds - before.seconds)).toBeLessThan(0.1);
    },
  );
});
