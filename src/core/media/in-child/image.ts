import sharp, { type Metadata, type Sharp } from 'sharp';
import { z } from 'zod';
import { hasPlace } from '../exif.ts';
import { Refusal, serve } from './serve.ts';

/** Room for the 50-megapixel photos of phones; a picture that unfolds to more is a bomb. */
const MAX_PIXELS = 60_000_000;
const JPEG_QUALITY = 95;

const task = z.object({ path: z.string(), part: z.string() });

serve(task, async ({ path, part }) => {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
  const facts = await read(path);
  const { format, width, height, orientation = 1 } = facts;
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') {
    throw new Refusal('not_an_image', 'neither JPEG nor PNG nor WebP');
  }
  if ((facts.pages ?? 1) > 1) throw new Refusal('animated', 'more than one frame');
  await decode(path);
  if (format !== 'webp' && orientation <= 1 && !tellsPlace(facts)) {
    return { format, width, height, rewritten: false };
  }
  const output = format === 'jpeg' || !facts.hasAlpha ? 'jpeg' : 'png';
  return { ...(await rewrite(path, part, format === 'png' ? 'png' : output)), rewritten: true };
});

function open(path: string): Sharp {
  return sharp(path, { failOn: 'truncated', limitInputPixels: MAX_PIXELS });
}

async function read(path: string): Promise<Metadata> {
  try {
    return await open(path).metadata();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/pixel limit/i.test(message)) throw new Refusal('too_big', 'too many pixels');
    throw new Refusal('not_an_image', message);
  }
}

/** A file that ends too early is only found out by decoding all of it. */
async function decode(path: string): Promise<void> {
  try {
    await open(path).stats();
  } catch (error) {
    throw new Refusal('damaged', error instanceof Error ? error.message : String(error));
  }
}

function tellsPlace({ exif, xmp }: Metadata): boolean {
  return (exif !== undefined && hasPlace(exif)) || (xmp?.includes('GPS') ?? false);
}

/** Upright, without metadata but the colour profile. */
async function rewrite(
  path: string,
  part: string,
  format: 'jpeg' | 'png',
): Promise<{ format: 'jpeg' | 'png'; width: number; height: number }> {
  const upright = open(path).autoOrient().keepIccProfile();
  const written =
    format === 'jpeg' ? upright.jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' }) : upright.png();
  const { width, height } = await written.toFile(part);
  return { format, width, height };
}
