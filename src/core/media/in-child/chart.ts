import sharp, { type OverlayOptions } from 'sharp';
import { z } from 'zod';
import { drawText } from './draw-text.ts';
import { serve } from './serve.ts';

const text = z.object({
  text: z.string(),
  left: z.number(),
  top: z.number(),
  size: z.number(),
  colour: z.string(),
  align: z.enum(['left', 'right', 'middle']),
});

const task = z.object({
  svg: z.string(),
  texts: z.array(text),
  width: z.number(),
  height: z.number(),
  part: z.string(),
});

serve(task, async ({ svg, texts, width, height, part }) => {
  const overlays: OverlayOptions[] = [];
  for (const each of texts) if (each.text.trim() !== '') overlays.push(await placed(each, width, height));
  await sharp(Buffer.from(svg)).composite(overlays).png({ compressionLevel: 9 }).toFile(part);
  return null;
});

async function placed(
  { text: said, left, top, size, colour, align }: z.infer<typeof text>,
  width: number,
  height: number,
): Promise<OverlayOptions> {
  const drawn = await drawText(said, colour, size);
  const shift = { left: 0, middle: drawn.width / 2, right: drawn.width }[align];
  return {
    input: drawn.input,
    left: within(left - shift, width - drawn.width),
    top: within(top - drawn.height / 2, height - drawn.height),
  };
}

function within(at: number, most: number): number {
  return Math.max(0, Math.round(Math.min(at, most)));
}
