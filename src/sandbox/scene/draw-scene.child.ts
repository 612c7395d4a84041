import sharp from 'sharp';
import { z } from 'zod';
import { writeMovie } from '../media/movie-writer.ts';
import { serveJob } from '../media/serve-job.ts';
import { melody } from './melody.ts';
import { scene } from './scene.ts';

const Job = z.object({
  path: z.string(),
  seconds: z.number().positive().default(5.5),
  width: z.int().positive().multipleOf(2).default(1280),
  height: z.int().positive().multipleOf(2).default(720),
  fps: z.number().positive().default(24),
});

serveJob(async (job) => {
  const wanted = Job.parse(job);
  await writeMovie({
    ...wanted,
    container: 'mp4',
    pixels: 'RGBA',
    effort: 'quality',
    draw: (seconds) =>
      sharp(Buffer.from(scene(wanted, seconds)))
        .ensureAlpha()
        .raw()
        .toBuffer(),
    sound: melody(wanted.seconds),
  });
});
