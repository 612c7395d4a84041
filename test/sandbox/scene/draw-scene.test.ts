import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageColour } from '../../../src/sandbox/effects/image-colour.ts';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { drawColaCan } from '../../../src/sandbox/scene/cola-can.ts';
import { drawScene } from '../../../src/sandbox/scene/draw-scene.ts';
import { melody } from '../../../src/sandbox/scene/melody.ts';
import { scene } from '../../../src/sandbox/scene/scene.ts';
import { pictureOfImage } from '../media/film.ts';

describe('the demo’s scene', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'recut-scene-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('is a movie of the wanted length and size, with sound', async () => {
    const file = path.join(dir, 'scene.mp4');
    await drawScene({ path: file, seconds: 1.5, width: 640, height: 360 });
    expect(await readMovie(file)).toMatchObject({
      container: 'mp4',
      seconds: 1.5,
      width: 640,
      height: 360,
      fps: 24,
      hasSound: true,
    });
  });

  it('comes as a portrait too, drawn for it', async () => {
    const file = path.join(dir, 'portrait.mp4');
    await drawScene({ path: file, seconds: 0.5, width: 360, height: 640, fps: 25 });
    expect(await readMovie(file)).toMatchObject({ width: 360, height: 640, fps: 25 });
  });

  it('has its beer in the right half, and moves', async () => {
    const size = { width: 640, height: 360 };
    const [now, later] = await Promise.all([1, 2].map((at) => pictureOfImage(scene(size, at))));
    const { r, b } = now?.mean({ from: 0.6, to: 0.68 }) ?? { r: 0, b: 0 };
    expect(r - b).toBeGreaterThan(20);
    expect(now?.mean()).not.toEqual(later?.mean());
  });

  it('has a tune that stays within bounds and ends in silence', () => {
    const tune = melody(5);
    const heard = Array.from({ length: 5_000 }, (_, i) => Math.abs(tune(i / 1_000)));
    expect(Math.max(...heard)).toBeGreaterThan(0.1);
    expect(Math.max(...heard)).toBeLessThan(1);
    expect(tune(5)).toBeCloseTo(0, 6);
  });

  it('comes with a red can that any model takes as a reference', async () => {
    const file = path.join(dir, 'can.png');
    await drawColaCan(file);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 480, height: 640 });
    const { r, g, b } = await imageColour(file);
    expect(r - Math.max(g, b)).toBeGreaterThan(80);
  });
});
