import { z } from 'zod';
import { yuvOf } from '../effects/colour.ts';
import { bytesOf, type Frame, frameIn } from '../effects/frame.ts';
import { writeMovie } from '../media/movie-writer.ts';
import { serveJob } from '../media/serve-job.ts';

const Job = z.object({
  path: z.string(),
  seconds: z.number().positive(),
  width: z.int().positive().default(1280),
  height: z.int().positive().default(720),
  fps: z.number().positive().default(25),
  sound: z.boolean().default(true),
  container: z.enum(['mp4', 'mov', 'webm']).default('mp4'),
});

const RED = yuvOf({ r: 200, g: 40, b: 40 });
const GREEN = yuvOf({ r: 40, g: 160, b: 60 });
const GREY = yuvOf({ r: 120, g: 120, b: 120 });
const YELLOW = yuvOf({ r: 240, g: 210, b: 40 });

serveJob(async (job) => {
  const { sound, ...clip } = Job.parse(job);
  const bytes = new Uint8Array(bytesOf(clip));
  const frame = frameIn(bytes, clip);
  await writeMovie({
    ...clip,
    pixels: 'I420',
    effort: 'realtime',
    draw: (seconds) => {
      fill(frame, 0, 1, GREY);
      fill(frame, 0, 0.25, RED);
      fill(frame, 0.75, 1, GREEN);
      const bar = 0.3 + 0.3 * (0.5 + 0.5 * Math.sin(seconds * 2));
      fill(frame, bar, bar + 0.1, YELLOW);
      return bytes.slice();
    },
    sound: sound ? (seconds) => 0.2 * Math.sin(2 * Math.PI * 440 * seconds) : undefined,
  });
});

/** Colours the columns between two shares of the width. */
function fill(
  { width, y, u, v }: Frame,
  from: number,
  to: number,
  colour: { y: number; u: number; v: number },
): void {
  const half = Math.ceil(width / 2);
  for (const [plane, stride, level] of [
    [y, width, colour.y],
    [u, half, colour.u],
    [v, half, colour.v],
  ] as const) {
    for (let row = 0; row < plane.length; row += stride) {
      plane.fill(level, row + Math.round(from * stride), row + Math.round(to * stride));
    }
  }
}
