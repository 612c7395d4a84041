import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { type ClipWanted, makeClip } from '../../../src/sandbox/scene/make-clip.ts';

describe('a made clip', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'recut-clips-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function made(wanted: Omit<ClipWanted, 'path'>) {
    const file = path.join(dir, `clip.${wanted.container ?? 'mp4'}`);
    await makeClip({ path: file, ...wanted });
    return await readMovie(file);
  }

  it('is 1280×720 at 25 fps with sound unless said otherwise', async () => {
    expect(await made({ seconds: 3 })).toMatchObject({
      container: 'mp4',
      seconds: 3,
      width: 1280,
      height: 720,
      fps: 25,
      hasSound: true,
    });
  });

  it.each([5, 8.4, 10])('is exactly %d s long, sound included', async (seconds) => {
    expect((await made({ seconds, width: 720, height: 720 })).seconds).toBeCloseTo(seconds, 6);
  });

  it('has any size and rate, in any of three containers, with or without sound', async () => {
    expect(await made({ seconds: 1, container: 'mov', width: 720, height: 1280, fps: 30 })).toMatchObject({
      container: 'mov',
      width: 720,
      height: 1280,
      fps: 30,
    });
    const silent = await made({ seconds: 1, sound: false, width: 854, height: 480, fps: 60 });
    expect(silent).toMatchObject({ hasSound: false, width: 854, height: 480, fps: 60, seconds: 1 });
    const webm = await made({ seconds: 1, container: 'webm' });
    expect(webm).toMatchObject({ container: 'webm', hasSound: true });
    expect(Math.abs(webm.seconds - 1)).toBeLessThan(0.05);
  });

  it('can be as large as a test needs, and is as readable then', async () => {
    expect(await made({ seconds: 1, bytes: 50_000_000 })).toMatchObject({
      bytes: 50_000_000,
      seconds: 1,
      fps: 25,
    });
  });
});
