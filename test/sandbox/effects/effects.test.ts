import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rgb, yuvOf } from '../../../src/sandbox/effects/colour.ts';
import { bytesOf, type Frame, frameIn } from '../../../src/sandbox/effects/frame.ts';
import { prepare } from '../../../src/sandbox/effects/prepare.ts';
import { readPrompt } from '../../../src/sandbox/effects/prompt.ts';

const SIZE = { width: 320, height: 180 };
const AMBER = { r: 230, g: 154, b: 30 };
const GREEN = { r: 44, g: 154, b: 60 };

/** Left half of one colour, right half of another. */
function halves(left: Rgb, right: Rgb): Frame {
  const frame = frameIn(new Uint8Array(bytesOf(SIZE)), SIZE);
  for (const [plane, width, key] of [
    [frame.y, 320, 'y'],
    [frame.u, 160, 'u'],
    [frame.v, 160, 'v'],
  ] as const) {
    for (let i = 0; i < plane.length; i += 1) plane[i] = yuvOf(i % width < width / 2 ? left : right)[key];
  }
  return frame;
}

const mean = (plane: Uint8Array) => plane.reduce((sum, level) => sum + level, 0) / plane.length;
const at = (plane: Uint8Array, width: number, x: number, y: number) => plane[y * width + x] ?? 0;
/** How far the colours are from grey, on average. */
const colourfulness = ({ u, v }: Frame) =>
  u.reduce((sum, level, i) => sum + Math.hypot(level - 128, (v[i] ?? 0) - 128), 0) / u.length;
/** How much each pixel differs from its right neighbour, on average. */
const sharpness = ({ y }: Frame) =>
  y.reduce((sum, level, i) => sum + Math.abs(level - (y[i + 1] ?? level)), 0) / y.length;

async function edited(prompt: string, frame: Frame, images: string[] = [], seconds = 1): Promise<Frame> {
  (await prepare(readPrompt(prompt), images, SIZE))(frame, seconds);
  return frame;
}

describe('an effect', () => {
  const before = halves(AMBER, GREEN);

  it('makes dusk and night darker, and a brighter picture brighter', async () => {
    const dusk = await edited('make it dusk', halves(AMBER, GREEN));
    const night = await edited('at night', halves(AMBER, GREEN));
    const bright = await edited('brighter', halves(AMBER, GREEN));
    expect(mean(dusk.y)).toBeLessThan(mean(before.y) * 0.8);
    expect(mean(night.y)).toBeLessThan(mean(dusk.y));
    expect(mean(bright.y)).toBeGreaterThan(mean(before.y) + 10);
  });

  it('takes all colour away for black and white, and gives one for sepia', async () => {
    expect(colourfulness(await edited('black and white', halves(AMBER, GREEN)))).toBe(0);
    const sepia = await edited('sepia', halves(AMBER, GREEN));
    expect(mean(sepia.u)).toBeLessThan(118);
    expect(mean(sepia.v)).toBeGreaterThan(128);
  });

  it('makes warmer redder and less blue, and cooler the other way', async () => {
    const warm = await edited('warmer', halves(AMBER, GREEN));
    const cool = await edited('cooler', halves(AMBER, GREEN));
    expect([mean(warm.v) > mean(before.v), mean(warm.u) < mean(before.u)]).toEqual([true, true]);
    expect([mean(cool.v) < mean(before.v), mean(cool.u) > mean(before.u)]).toEqual([true, true]);
  });

  it('mirrors left and right, and turns top and bottom', async () => {
    expect(await edited('mirror it', halves(AMBER, GREEN))).toEqual(halves(GREEN, AMBER));
    const frame = halves(AMBER, GREEN);
    frame.y[0] = 200;
    const turned = await edited('upside down', frame);
    expect(at(turned.y, 320, 0, 179)).toBe(200);
    expect(at(turned.y, 320, 0, 0)).not.toBe(200);
  });

  it('blurs the edge between the halves and leaves the rest', async () => {
    const blurred = await edited('blur it', halves(AMBER, GREEN));
    expect(at(blurred.y, 320, 160, 90)).toBeLessThan(yuvOf(AMBER).y);
    expect(at(blurred.y, 320, 160, 90)).toBeGreaterThan(yuvOf(GREEN).y);
    expect(Math.abs(at(blurred.y, 320, 5, 90) - yuvOf(AMBER).y)).toBeLessThan(4);
    const noise = halves(AMBER, GREEN);
    noise.y.set(noise.y.map((_, i) => (i % 2 ? 60 : 180)));
    const sharp = sharpness(noise);
    expect(sharpness(await edited('blur it', noise))).toBeLessThan(sharp / 10);
  });

  it('makes blocks of one colour', async () => {
    const frame = halves(AMBER, GREEN);
    frame.y.set(frame.y.map((_, i) => (i * 7919) % 200));
    const { y } = await edited('blocky', frame);
    expect([at(y, 320, 1, 0), at(y, 320, 0, 1), at(y, 320, 3, 3)]).toEqual(Array(3).fill(at(y, 320, 0, 0)));
  });

  it('gives only the beer the colour of cola', async () => {
    const { y, u, v } = await edited('swap the beer for cola, keep everything else', halves(AMBER, GREEN));
    const [cola, green] = [yuvOf({ r: 0x3a, g: 0x16, b: 0x08 }), yuvOf(GREEN)];
    expect(Math.hypot(at(u, 160, 10, 40) - cola.u, at(v, 160, 10, 40) - cola.v)).toBeLessThan(3);
    expect(at(y, 320, 20, 80)).toBeLessThan(yuvOf(AMBER).y / 2);
    expect(Math.hypot(at(u, 160, 150, 40) - green.u, at(v, 160, 150, 40) - green.v)).toBeLessThan(2);
    expect(Math.abs(at(y, 320, 300, 80) - green.y)).toBeLessThan(2);
  });

  it('writes bright words low in the picture', async () => {
    const { y } = await edited('add the text SUMMER', halves(AMBER, GREEN));
    const white = (from: number, to: number) =>
      y.subarray(from * 320, to * 320).filter((level) => level > 225).length;
    expect(white(0, 120)).toBe(0);
    expect(white(120, 180)).toBeGreaterThan(300);
  });

  it('lets snow fall, so that two moments differ', async () => {
    const [one, two] = [
      await edited('snow', halves(AMBER, GREEN), [], 1),
      await edited('snow', halves(AMBER, GREEN), [], 1.5),
    ];
    expect(mean(one.y)).toBeGreaterThan(mean(before.y));
    expect(one.y).not.toEqual(two.y);
  });

  it('changes the picture a little and shows the prompt when it does not understand it', async () => {
    const { y } = await edited('remove the person', halves(AMBER, GREEN));
    expect(y.subarray(150 * 320).filter((level) => level > 225).length).toBeGreaterThan(30);
    expect(Math.abs(at(y, 320, 300, 20) - yuvOf(GREEN).y)).toBeGreaterThan(1);
  });

  describe('with a reference image', () => {
    let dir: string;
    let image: string;
    beforeAll(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'recut-effects-'));
      image = path.join(dir, 'blue.png');
      await sharp({ create: { width: 300, height: 300, channels: 3, background: '#2040e0' } })
        .png()
        .toFile(image);
    });
    afterAll(() => rm(dir, { recursive: true }));

    it('shows it in the upper right', async () => {
      const { u } = await edited('make it dusk', halves(AMBER, AMBER), [image]);
      expect(at(u, 160, 144, 14)).toBeGreaterThan(170);
      expect(at(u, 160, 40, 14)).toBeLessThan(128);
    });

    it('takes its colour where the prompt names it', async () => {
      const { u } = await edited('make the beer look like @Image1', halves(AMBER, GREEN), [image]);
      expect(at(u, 160, 20, 70)).toBeGreaterThan(170);
    });
  });
});
