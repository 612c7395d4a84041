import { stat } from 'node:fs/promises';
import { type InputFormat, MATROSKA, QTFF, WEBM } from 'mediabunny';
import { z } from 'zod';
import { openMedia } from './media-input.ts';
import type { MovieFacts } from './movie-facts.ts';
import { serveJob } from './serve-job.ts';

const Job = z.object({ file: z.string() });

serveJob(async (job): Promise<MovieFacts> => {
  const { file } = Job.parse(job);
  using input = openMedia(file);
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error('The file has no video track');
  const { averageFrameRate } = await video.computeFrameRateMetrics();
  return {
    container: containerOf(await input.getFormat()),
    bytes: (await stat(file)).size,
    seconds: await input.computeDuration(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    fps: averageFrameRate,
    hasSound: (await input.getPrimaryAudioTrack()) !== null,
  };
});

function containerOf(format: InputFormat): MovieFacts['container'] {
  if (format === WEBM) return 'webm';
  if (format === MATROSKA) return 'mkv';
  return format === QTFF ? 'mov' : 'mp4';
}
