import { registerMediabunnyServer } from '@mediabunny/server';
import sharp from 'sharp';
import { z } from 'zod';
import { readPictures } from './read-pictures.ts';
import { serve } from './serve.ts';

const task = z.object({
  path: z.string(),
  pictures: z.array(z.object({ seconds: z.number(), path: z.string() })),
  width: z.int().positive(),
  format: z.enum(['png', 'jpeg']),
});

serve(task, async ({ path, pictures, width, format }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const raws = await readPictures(
    path,
    pictures.map(({ seconds }) => seconds),
    width,
  );
  return Promise.all(
    pictures.map(async (picture, index) => {
      const raw = raws[index];
      if (!raw) throw new Error('there is a picture for every time');
      const { data, ...size } = raw;
      await sharp(data, { raw: { ...size, channels: 4 } })
        .removeAlpha()
        .toFormat(format, { quality: 90 })
        .toFile(picture.path);
      return { path: picture.path, ...size };
    }),
  );
});
