import { registerMediabunnyServer } from '@mediabunny/server';
import sharp, { type OverlayOptions } from 'sharp';
import { z } from 'zod';
import { type Box, clockTime, layOut, momentTimes } from '../compare-layout.ts';
import { drawText } from './draw-text.ts';
import { decodable, mainVideoTrack, openClip } from './open-clip.ts';
import { type Picture, readPictures } from './read-pictures.ts';
import { serve } from './serve.ts';

const BACKGROUND = '#16181d';
const NAME_COLOUR = '#ffffff';
const TIME_COLOUR = '#b4bac6';
const NAME_SIZE = 34;
const TIME_SIZE = 30;

const task = z.object({ before: z.string(), after: z.string(), part: z.string() });

serve(task, async ({ before, after, part }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const [original, edited] = [await shapeOf(before), await shapeOf(after)];
  const layout = layOut(original.aspect);
  const times = momentTimes(Math.min(original.seconds, edited.seconds), layout.columns.length);
  const cellWidth = layout.columns[0]?.before.width ?? 1;
  const pictures = {
    before: await readPictures(before, times, cellWidth),
    after: await readPictures(after, times, cellWidth),
  };
  const overlays: OverlayOptions[] = [
    await write('Original', layout.names.before, NAME_COLOUR, NAME_SIZE),
    await write('Edited', layout.names.after, NAME_COLOUR, NAME_SIZE),
  ];
  for (const [index, column] of layout.columns.entries()) {
    overlays.push(
      await place(pictures.before[index], column.before),
      await place(pictures.after[index], column.after),
      await write(clockTime(times[index] ?? 0), column.time, TIME_COLOUR, TIME_SIZE),
    );
  }
  const { width, height } = layout;
  await sharp({ create: { width, height, channels: 3, background: BACKGROUND } })
    .composite(overlays)
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toFile(part);
  return null;
});

async function shapeOf(path: string): Promise<{ aspect: number; seconds: number }> {
  using input = openClip(path);
  const video = await decodable(await mainVideoTrack(input));
  return {
    aspect: (await video.getDisplayWidth()) / (await video.getDisplayHeight()),
    seconds: await video.computeDuration(),
  };
}

/** The whole picture inside of its box: a model may give back another shape. */
async function place(
  picture: Picture | undefined,
  { left, top, width, height }: Box,
): Promise<OverlayOptions> {
  if (!picture) throw new Error('there is a picture for every time');
  const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
  const input = await sharp(picture.data, { raw })
    .removeAlpha()
    .resize({ width, height, fit: 'contain', background: BACKGROUND })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { input, left, top };
}

async function write(text: string, box: Box, colour: string, size: number): Promise<OverlayOptions> {
  const { input, width, height } = await drawText(text, colour, size);
  return {
    input,
    left: Math.round(box.left + (box.width - width) / 2),
    top: Math.round(box.top + (box.height - height) / 2),
  };
}
