import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { probeImage } from '../../../src/core/media/probe-image.ts';

import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CHILDREN = new MediaChildren({ atOnce: 2 });
const LIMITS = { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 };
const GPS = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 22/1 0/1' } };

/** Red on the left, blue on the right, so that one can see which way up it is. */
function picture(width = 600, height = 400): Sharp {
  const half = { create: { width: Math.round(width / 2), height, channels: 3 as const, background: 'blue' } };
  return sharp({ create: { width, height, channels: 3, background: 'red' } }).composite([
    { input: half, left: width - half.create.width, top: 0 },
  ]);
}

async function judge(content: Uint8Array, limits = LIMITS) {
  const folder = await temporaryFolder();
  const path = join(folder, 'image1');
  await writeFile(path, content);
  const result = await probeImage(CHILDREN, { path, file: 'image1', name: 'can.png' }, limits, NEVER);
  expect(await readdir(folder)).toEqual(['image1']);
  return { result, after: await readFile(path) };
}

async function expectFacts(result: unknown, after: Buffer, known: object): Promise<void> {
  const sha256 = createHash('sha256').update(after).digest('hex');
  expect(result).toEqual({ name: 'can.png', file: 'image1', bytes: after.length, sha256, ...known });
}

describe('a reference image', () => {
  it.each(['jpeg', 'png'] as const)('that fits stays as it is, to the byte: %s', async (format) => {
    const content = await picture().toFormat(format).toBuffer();
    const { result, after } = await judge(content);
    expect(after.equals(content)).toBe(true);
    await expectFacts(result, after, { format, width: 600, height: 400 });
  });

  it('keeps what its metadata says of the camera', async () => {
    const content = await picture()
      .withExif({ IFD0: { Make: 'Camera' } })
      .jpeg()
      .toBuffer();
    const { after } = await judge(content);
    expect(after.equals(content)).toBe(true);
  });

  it.each(['jpeg', 'png'] as const)('does not tell where it was taken: %s', async (format) => {
    const content = await picture().withExif(GPS).toFormat(format).toBuffer();
    expect((await sharp(content).metadata()).exif).toBeDefined();
    const { result, after } = await judge(content);
    expect((await sharp(after).metadata()).exif).toBeUndefined();
    await expectFacts(result, after, { format, width: 600, height: 400 });
  });

  it('is turned upright when it says how', async () => {
    const content = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { result, after } = await judge(content);
    await expectFacts(result, after, { format: 'jpeg', width: 400, height: 600 });
    const { data } = await sharp(after)
      .extract({ left: 200, top: 10, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([data[0], data[2]].map((level) => (level ?? 0) > 128)).toEqual([true, false]);
    expect((await sharp(after).metadata()).orientation).toBeUndefined();
  });

  it('of WebP becomes what models take, with its transparency', async () => {
    const plain = await judge(await picture().webp().toBuffer());
    const changes = [{ kind: 'converted', from: 'webp' }];
    await expectFacts(plain.result, plain.after, { format: 'jpeg', width: 600, height: 400, changes });
    const clear = { create: { width: 400, height: 400, channels: 4 as const, background: '#ff000080' } };
    const transparent = await judge(await sharp(clear).webp().toBuffer());
    await expectFacts(transparent.result, transparent.after, {
      format: 'png',
      width: 400,
      height: 400,
      changes,
    });
    expect((await sharp(transparent.after).metadata()).hasAlpha).toBe(true);
  });
});

describe('an image that does not fit as it is', () => {
  it('because it is somewhat too small is enlarged', async () => {
    const { result, after } = await judge(await picture(240, 150).png().toBuffer());
    const changes = [{ kind: 'scaled', from: [240, 150], to: [480, 300] }];
    await expectFacts(result, after, { format: 'png', width: 480, height: 300, changes });
  });

  it('because it has too many bytes is made smaller, as little as it takes', async () => {
    const limits = { ...LIMITS, maxBytes: 200_000 };
    const content = await noise().resize(800, 800).png().toBuffer();
    const { result, after } = await judge(content, limits);
    expect(after.length).toBeLessThanOrEqual(limits.maxBytes);
    expect(result).toMatchObject({
      format: 'jpeg',
      changes: [{ kind: 'compressed', from: content.length, to: after.length }],
    });
  });

  it('and cannot be made to fit is refused', async () => {
    const { result } = await judge(await noise().png().toBuffer(), { ...LIMITS, maxBytes: 50_000 });
    expect(result).toEqual({ code: 'image_unusable', name: 'can.png', why: 'too_big' });
  });
});

describe('an image that cannot be used', () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="9" height="9"/></svg>',
  );

  it.each([
    ['not_an_image', 'words', async () => Buffer.from('no image at all')],
    ['not_an_image', 'nothing', async () => Buffer.alloc(0)],
    ['not_an_image', 'an SVG, which could draw on files', async () => svg],
    ['not_an_image', 'a GIF', async () => picture().gif().toBuffer()],
    ['not_an_image', 'a TIFF', async () => picture().tiff().toBuffer()],
    ['not_an_image', 'an AVIF', async () => picture(320, 320).avif({ effort: 0 }).toBuffer()],
    ['heic', 'a photo of an iPhone', async () => Buffer.from('\0\0\0\x24ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['video', 'an MP4', async () => Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2', 'latin1')],
    ['video', 'a WebM', async () => Buffer.from('1a45dfa39f4286810142f7810142f28104', 'hex')],
    ['animated', 'a GIF that moves', async () => movingGif()],
    ['animated', 'a PNG that moves', async () => movingPng()],
    ['too_small', 'a side under 100 pixels', async () => picture(600, 99).png().toBuffer()],
    ['shape', 'wider than 2.5 to 1', async () => picture(1002, 400).png().toBuffer()],
    ['shape', 'higher than 2.5 to 1', async () => picture(400, 1002).png().toBuffer()],
    ['damaged', 'a JPEG that was cut off', async () => half(await picture().jpeg().toBuffer())],
    ['damaged', 'a PNG that was cut off', async () => half(await noise().png().toBuffer())],
  ])('is told so, %s: %s', async (why, _, make) => {
    const { result } = await judge(await make());
    expect(result).toEqual({ code: 'image_unusable', name: 'can.png', why });
  });

  it('is told so, too_big: by its bytes, before it is opened', async () => {
    const { result } = await judge(Buffer.alloc(10_001), { ...LIMITS, maxBytes: 1_000 });
    expect(result).toEqual({ code: 'image_unusable', name: 'can.png', why: 'too_big' });
  });

  it('is told so, too_big: by its pixels, though it has few bytes', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: 'red' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    const { result } = await judge(bomb);
    expect(result).toEqual({ code: 'image_unusable', name: 'can.png', why: 'too_big' });
  });

  it('is told so, animated', async () => {
    const frames = await Promise.all([picture(400, 400), noise()].map((frame) => frame.png().toBuffer()));
    const content = await sharp(frames, { join: { animated: true } })
      .webp({ delay: [100, 100] })
      .toBuffer();
    expect((await sharp(content).metadata()).pages).toBe(2);
    const { result } = await judge(content);
    expect(result).toEqual({ code: 'image_unusable', name: 'can.png', why: 'animated' });
  });

  it('leaves the loaders of this process alone', async () => {
    await judge(await picture().png().toBuffer());
    expect((await sharp(svg).metadata()).format).toBe('svg');
  });
});

describe('an image that is not there', () => {
  it('is our failure and not the image’s', async () => {
    const path = join(await temporaryFolder(), 'missing');
    await expect(probeImage(CHILDREN, { path, file: 'missing', name: 'x' }, LIMITS, NEVER)).rejects.toThrow(
      /ENOENT/,
    );
  });
});

async function movingGif(): Promise<Buffer> {
  const frames = await Promise.all([picture(400, 400), noise()].map((frame) => frame.png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100] })
    .toBuffer();
}

/** A PNG that says, before its first picture, that there are two. */
async function movingPng(): Promise<Buffer> {
  const still = await picture(400, 400).png().toBuffer();
  const at = still.indexOf('IDAT') - 4;
  const says = Buffer.from(`00000008${Buffer.from('acTL').toString('hex')}000000020000000000000000`, 'hex');
  return Buffer.concat([still.subarray(0, at), says, still.subarray(at)]);
}

function half(content: Buffer): Buffer {
  return content.subarray(0, Math.floor(content.length / 2));
}

function noise(): Sharp {
  return sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  });
}
