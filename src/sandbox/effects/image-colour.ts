import sharp from 'sharp';
import type { Rgb } from './colour.ts';

const SIDE = 64;

/** The colour an image is remembered by: the mean of its pixels, each counting by its distance from grey. */
export async function imageColour(image: string): Promise<Rgb> {
  const small = sharp(image)
    .flatten({ background: '#ffffff' })
    .resize(SIDE, SIDE, { fit: 'fill' })
    .toColourspace('srgb');
  const pixels = await small.removeAlpha().raw().toBuffer();
  const sum = { r: 0, g: 0, b: 0 };
  let counted = 1e-6;
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    const [r = 0, g = 0, b = 0] = pixels.subarray(i, i + 3);
    const weight = (Math.max(r, g, b) - Math.min(r, g, b)) ** 2 + 1e-6;
    sum.r += r * weight;
    sum.g += g * weight;
    sum.b += b * weight;
    counted += weight;
  }
  return { r: sum.r / counted, g: sum.g / counted, b: sum.b / counted };
}
