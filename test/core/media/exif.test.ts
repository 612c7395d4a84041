import sharp, { type Exif } from 'sharp';
import { describe, expect, it } from 'vitest';
import { hasPlace } from '../../../src/core/media/exif.ts';

async function exifOf(exif: Exif): Promise<Buffer> {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
  return (await sharp(await image.withExif(exif).jpeg().toBuffer()).metadata()).exif ?? Buffer.alloc(0);
}

/** A directory with these tags, in either byte order. */
function directory(order: 'II' | 'MM', tags: number[]): Buffer {
  const data = Buffer.alloc(10 + tags.length * 12);
  data.write(order, 'latin1');
  const write16 = (value: number, at: number) =>
    order === 'II' ? data.writeUInt16LE(value, at) : data.writeUInt16BE(value, at);
  if (order === 'II') data.writeUInt32LE(8, 4);
  else data.writeUInt32BE(8, 4);
  write16(42, 2);
  write16(tags.length, 8);
  for (const [index, tag] of tags.entries()) write16(tag, 10 + index * 12);
  return data;
}

describe('EXIF data', () => {
  it('tells a place by its pointer to GPS entries', async () => {
    expect(hasPlace(await exifOf({ IFD3: { GPSLatitudeRef: 'N' } }))).toBe(true);
    expect(hasPlace(await exifOf({ IFD0: { Make: 'Camera', Model: 'GPS' } }))).toBe(false);
  });

  it.each(['II', 'MM'] as const)('is read in either byte order: %s', (order) => {
    expect(hasPlace(directory(order, [0x0112, 0x8825]))).toBe(true);
    expect(hasPlace(directory(order, [0x0112, 0x010f]))).toBe(false);
  });

  it('counts as telling a place when it makes no sense', () => {
    expect(hasPlace(Buffer.from('nonsense'))).toBe(true);
    expect(hasPlace(Buffer.alloc(0))).toBe(true);
    expect(hasPlace(directory('II', [0x0112]).subarray(0, 11))).toBe(true);
  });
});
