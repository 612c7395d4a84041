import { registerMediabunnyServer } from '@mediabunny/server';
import type { OverlayOptions } from 'sharp';
import { z } from 'zod';
import { formatTimecode } from '../../edit/timecode.ts';
import { clockTime } from '../compare-layout.ts';
import { layOutStrip, stripTimes } from '../strip-layout.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { drawSheet, placePicture, placeText } from './overlays.ts';
import { readPictures } from './read-pictures.ts';
import { serve } from './serve.ts';

const TIME_COLOUR = '#ffffff';
const TIME_SIZE = 46;

/** Times in milliseconds. */
const task = z.object({
  source: z.string(),
  part: z.string(),
  within: z.object({ from: z.number(), to: z.number() }),
});

serve(task, async ({ source, part, within }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const { aspect, lengthMs } = await shapeOf(source);
  const layout = layOutStrip(aspect);
  // Sound may outlast the pictures, and the same frame cannot be had twice.
  const times = stripTimes({ ...within, to: Math.min(within.to, lengthMs) }, layout.cells.length);
  const width = layout.cells[0]?.picture.width ?? 1;
  const pictures = await readPictures(
    source,
    times.map((time) => time / 1000),
    width,
  );
  // All in whole seconds, or all in tenths of them.
  const isWhole = times.every((time) => time % 1000 === 0);
  const named = (time: number) => (isWhole ? formatTimecode(time) : clockTime(time / 1000));
  const overlays: OverlayOptions[] = [];
  for (const [index, { picture, time }] of layout.cells.entries()) {
    overlays.push(
      await placePicture(pictures[index], picture),
      await placeText(named(times[index] ?? 0), time, TIME_COLOUR, TIME_SIZE),
    );
  }
  await drawSheet(layout, overlays, part);
  return { times };
});

async function shapeOf(source: string): Promise<{ aspect: number; lengthMs: number }> {
  using input = openClip(source);
  await formatOf(input, source);
  const video = await decodable(await mainVideoTrack(input));
  return {
    aspect: (await video.getDisplayWidth()) / (await video.getDisplayHeight()),
    lengthMs: Math.floor((await video.computeDuration()) * 1000),
  };
}
