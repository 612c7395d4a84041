import { Conversion, FilePathTarget, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import { z } from 'zod';
import { openMedia } from '../media/media-input.ts';
import { serveJob } from '../media/serve-job.ts';
import { changed } from './frame.ts';
import { prepare } from './prepare.ts';
import { readPrompt } from './prompt.ts';

const Job = z.object({
  clip: z.string(),
  take: z.string(),
  prompt: z.string(),
  images: z.array(z.string()),
  keepSound: z.boolean(),
});

/** The model gives its takes at this rate, whatever it was given. */
const FRAMES_PER_SECOND = 24;

serveJob(async (job) => {
  const { clip, take, prompt, images, keepSound } = Job.parse(job);
  using input = openMedia(clip);
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error('The file has no video track');
  const size = { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() };
  const effect = await prepare(readPrompt(prompt), images, size);
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(take),
  });
  const conversion = await Conversion.init({
    input,
    output,
    tracks: 'primary',
    showWarnings: false,
    video: {
      codec: 'avc',
      quality: new Quality('high'),
      frameRate: FRAMES_PER_SECOND,
      allowTransformationMetadata: false,
      forceTranscode: true,
      process: (sample) => changed(sample, (frame) => effect(frame, sample.timestamp)),
    },
    audio: keepSound ? { codec: 'aac' } : { discard: true },
  });
  const lost = conversion.discardedTracks.find(({ track, reason }) => track.type === 'video' && reason);
  if (!conversion.isValid || lost)
    throw new Error(`The video cannot be converted: ${lost?.reason ?? 'unknown'}`);
  await conversion.execute();
});
