import sharp, { type OverlayOptions } from 'sharp';
import { z } from 'zod';
import { drawText } from './draw-text.ts';
import { serve } from './serve.ts';

const BACKGROUND = '#16181d';
const COLOUR = '#ffffff';
const COLUMNS = 5;
const CELL = 220;
const GAP = 16;
const TEXT_SIZE = 22;
const TEXT_ROOM = 34;

const task = z.object({
  pictures: z.array(z.object({ path: z.string(), label: z.string() })).min(1),
  part: z.string(),
});

serve(task, async ({ pictures, part }) => {
  const columns = Math.min(pictures.length, COLUMNS);
  const rows = Math.ceil(pictures.length / COLUMNS);
  const overlays: OverlayOptions[] = [];
  for (const [index, { path, label }] of pictures.entries()) {
    const left = GAP + (index % COLUMNS) * (CELL + GAP);
    const top = GAP + Math.floor(index / COLUMNS) * (CELL + TEXT_ROOM + GAP);
    overlays.push({ input: await shown(path), left, top }, await written(label, left, top + CELL));
  }
  const width = GAP + columns * (CELL + GAP);
  const height = GAP + rows * (CELL + TEXT_ROOM + GAP);
  await sharp({ create: { width, height, channels: 3, background: BACKGROUND } })
    .composite(overlays)
    .jpeg({ quality: 85 })
    .toFile(part);
  return null;
});

function shown(path: string): Promise<Buffer> {
  return sharp(path)
    .resize({ width: CELL, height: CELL, fit: 'contain', background: BACKGROUND })
    .flatten({ background: BACKGROUND })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** In the middle below its picture, and smaller when it would be wider. */
async function written(label: string, left: number, top: number): Promise<OverlayOptions> {
  const drawn = await drawText(label, COLOUR, TEXT_SIZE);
  const width = Math.min(drawn.width, CELL);
  const input = drawn.width > CELL ? await sharp(drawn.input).resize({ width }).toBuffer() : drawn.input;
  return { input, left: left + Math.round((CELL - width) / 2), top: top + 6 };
}
