import { registerMediabunnyServer } from '@mediabunny/server';
import sharp from 'sharp';
import { z } from 'zod';
import { readPictures } from './read-pictures.ts';
import { serve } from './serve.ts';

const WIDTH = 320;

const task = z.object({
  clip: z.string(),
  part: z.string(),
  /** Seconds. */
  times: z.array(z.number()).min(1),
  delayMs: z.number().positive(),
});

serve(task, async ({ clip, part, times, delayMs }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const pictures = await readPictures(clip, times, WIDTH);
  const frames = await Promise.all(
    pictures.map(({ data, width, height }) =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .removeAlpha()
        .png({ compressionLevel: 1 })
        .toBuffer(),
    ),
  );
  await sharp(frames, { join: { animated: true } })
    .gif({ delay: frames.map(() => Math.round(delayMs)), loop: 0, effort: 3, interFrameMaxError: 8 })
    .toFile(part);
  return null;
});
