import { registerMediabunnyServer } from '@mediabunny/server';
import type { OverlayOptions } from 'sharp';
import { z } from 'zod';
import { clockTime, layOut, momentTimes } from '../compare-layout.ts';
import { decodable, mainVideoTrack, openClip } from './open-clip.ts';
import { drawSheet, placePicture, placeText } from './overlays.ts';
import { readPictures } from './read-pictures.ts';
import { serve } from './serve.ts';

const NAME_COLOUR = '#ffffff';
const TIME_COLOUR = '#b4bac6';
const NAME_SIZE = 34;
const TIME_SIZE = 30;

const task = z.object({ before: z.string(), after: z.string(), beforeFrom: z.number(), part: z.string() });

serve(task, async ({ before, after, beforeFrom, part }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const [original, edited] = [await shapeOf(before), await shapeOf(after)];
  const layout = layOut(original.aspect);
  const times = momentTimes(Math.min(original.seconds - beforeFrom, edited.seconds), layout.columns.length);
  const cellWidth = layout.columns[0]?.before.width ?? 1;
  const pictures = {
    before: await readPictures(
      before,
      times.map((time) => time + beforeFrom),
      cellWidth,
    ),
    after: await readPictures(after, times, cellWidth),
  };
  const overlays: OverlayOptions[] = [
    await placeText('Original', layout.names.before, NAME_COLOUR, NAME_SIZE),
    await placeText('Edited', layout.names.after, NAME_COLOUR, NAME_SIZE),
  ];
  for (const [index, column] of layout.columns.entries()) {
    overlays.push(
      await placePicture(pictures.before[index], column.before),
      await placePicture(pictures.after[index], column.after),
      await placeText(clockTime(times[index] ?? 0), column.time, TIME_COLOUR, TIME_SIZE),
    );
  }
  await drawSheet(layout, overlays, part);
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
