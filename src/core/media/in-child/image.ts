import { open as openFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { z } from 'zod';
import type { ImageChange } from '../../edit/clip.ts';
import { hasPlace } from '../exif.ts';
import { foreignImage, IMAGE_SNIFF_BYTES } from './foreign-image.ts';
import { Refusal, serve } from './serve.ts';

/** Room for the 50-megapixel photos of phones; a picture that unfolds to more is a bomb. */
const MAX_PIXELS = 60_000_000;
/** A picture enlarged more than this is a blur that no model learns from. */
const MOST_ENLARGED = 3;
const FINE = 95;
/** For what has to become smaller: with each step coarser or smaller. */
const SMALLER = [
  { quality: 90, scale: 1 },
  { quality: 88, scale: 0.75 },
  { quality: 85, scale: 0.5 },
  { quality: 82, scale: 0.35 },
] as const;

const task = z.object({
  path: z.string(),
  part: z.string(),
  minSide: z.number().positive(),
  maxBytes: z.number().positive(),
});

serve(task, async ({ path, part, minSide, maxBytes }) => {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
  const foreign = foreignImage(await headOf(path));
  if (foreign) throw new Refusal(foreign, 'something else than a still image');
  const facts = await read(path);
  const { format, orientation = 1 } = facts;
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') {
    throw new Refusal('not_an_image', 'neither JPEG nor PNG nor WebP');
  }
  if ((facts.pages ?? 1) > 1) throw new Refusal('animated', 'more than one frame');
  await decode(path);
  const { size: bytes } = await stat(path);
  const [width, height] = orientation > 4 ? [facts.height, facts.width] : [facts.width, facts.height];
  const scale = enlargement(Math.min(width, height), minSide);
  const isTooBig = bytes > maxBytes;
  if (format !== 'webp' && orientation <= 1 && !tellsPlace(facts) && scale === 1 && !isTooBig) {
    return { format, width, height, rewritten: false, changes: [] };
  }
  const isPng = facts.hasAlpha || (format === 'png' && !isTooBig);
  const written = await rewrite(path, part, { isPng, width, height, scale, isTooBig, minSide, maxBytes });
  const changes: ImageChange[] = [];
  if (format === 'webp') changes.push({ kind: 'converted', from: 'webp' });
  if (isTooBig) changes.push({ kind: 'compressed', from: bytes, to: written.bytes });
  else if (scale !== 1) {
    changes.push({ kind: 'scaled', from: [width, height], to: [written.width, written.height] });
  }
  return { format: isPng ? ('png' as const) : ('jpeg' as const), ...written, rewritten: true, changes };
});

function open(path: string): Sharp {
  return sharp(path, { failOn: 'truncated', limitInputPixels: MAX_PIXELS });
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await openFile(path, 'r');
  const { buffer } = await file.read(Buffer.alloc(IMAGE_SNIFF_BYTES), 0, IMAGE_SNIFF_BYTES, 0);
  return buffer;
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

/** What a small picture is to be enlarged by; 1 for one that is large enough, or far too small. */
function enlargement(side: number, least: number): number {
  return side < least && side * MOST_ENLARGED >= least ? least / side : 1;
}

interface Wish {
  isPng: boolean;
  /** Upright. */
  width: number;
  height: number;
  scale: number;
  isTooBig: boolean;
  minSide: number;
  maxBytes: number;
}

/** Upright, without metadata but the colour profile, and within the limit of bytes. */
async function rewrite(
  path: string,
  part: string,
  { isPng, width, height, scale, isTooBig, minSide, maxBytes }: Wish,
): Promise<{ width: number; height: number; bytes: number }> {
  for (const step of isTooBig ? SMALLER : [{ quality: FINE, scale: 1 }, ...SMALLER]) {
    const by = scale * step.scale;
    if (step.scale < 1 && Math.min(width, height) * by < minSide) break;
    const upright = open(path).autoOrient().keepIccProfile();
    const sized =
      by === 1
        ? upright
        : upright.resize({ width: Math.round(width * by), height: Math.round(height * by), fit: 'fill' });
    const written = isPng ? sized.png() : sized.jpeg({ quality: step.quality, chromaSubsampling: '4:4:4' });
    const { width: w, height: h, size } = await written.toFile(part);
    if (size <= maxBytes) return { width: w, height: h, bytes: size };
  }
  throw new Refusal('too_big', 'it cannot be made small enough');
}
