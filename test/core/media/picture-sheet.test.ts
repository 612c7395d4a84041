import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { pictureSheet } from '../../../src/core/media/picture-sheet.ts';

describe('a sheet of pictures', () => {
  const media = new MediaChildren({ atOnce: 1 });
  const signal = AbortSignal.timeout(30_000);
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'recut-sheet-test-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function picture(name: string, width: number, height: number, background: string): Promise<string> {
    const path = join(dir, name);
    await sharp({ create: { width, height, channels: 4, background } })
      .png()
      .toFile(path);
    return path;
  }

  it('has each picture whole, five in a row, whatever its shape and the length of its label', async () => {
    const paths = await Promise.all([
      picture('a', 400, 400, '#ff0000'),
      picture('b', 900, 400, '#00ff00'),
      picture('c', 400, 900, '#0000ff'),
      ...Array.from({ length: 4 }, (_, index) => picture(`d${index}`, 400, 400, '#ffffff')),
    ]);
    const labels = ['@<a>&', '@a-very-long-name-of-32-characters', '@été', '@d', '@e', '@f', '@g'];
    const pictures = paths.map((path, index) => ({ path, label: labels[index] ?? '' }));
    const sheet = sharp(await pictureSheet(media, pictures, signal));
    expect(await sheet.metadata()).toMatchObject({ format: 'jpeg', width: 1196, height: 556 });
    const { data, info } = await sheet.raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3).subarray(0, 3)];
    const [red, green, blue] = [at(126, 126), at(362, 126), at(598, 126)];
    expect(red[0]).toBeGreaterThan(200);
    expect(green[1]).toBeGreaterThan(200);
    expect(blue[2]).toBeGreaterThan(200);
    expect(Math.max(...at(362, 30))).toBeLessThan(60);
  });

  it('says so when a picture cannot be drawn', async () => {
    const path = join(dir, 'broken');
    await writeFile(path, 'not a picture');
    await expect(pictureSheet(media, [{ path, label: '@broken' }], signal)).rejects.toMatchObject({
      name: 'MediaError',
    });
  });
});
