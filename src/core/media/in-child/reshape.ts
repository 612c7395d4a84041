import { registerMediabunnyServer } from '@mediabunny/server';
import { FilePathTarget, Mp4OutputFormat, Output } from 'mediabunny';
import { z } from 'zod';
import { intact } from './intact.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { serve } from './serve.ts';
import { spanOf } from './span.ts';
import { writePictures } from './write-pictures.ts';
import { writeSound } from './write-sound.ts';

/** Times in seconds. */
const task = z.object({
  source: z.string(),
  part: z.string(),
  window: z.object({ from: z.number(), to: z.number() }).nullable(),
  heldTo: z.number().nonnegative(),
  length: z.object({ min: z.number(), max: z.number() }),
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive().nullable(),
  bitrate: z.int().positive(),
});

/**
 * Not by the library's Conversion: that makes a frame of a millisecond where a cut begins within one, leaves out
 * frames that have no length of their own (the last of each cluster of a WebM), lets the sound outlast the
 * pictures, and copies tags with which FFmpeg refuses to open the file (seen with a GoPro's).
 */
serve(task, async (wanted, report) => {
  registerMediabunnyServer({ hardwareContext: null });
  const { output, pictures, sound, silenced } = await intact(prepare(wanted));
  await output.start();
  await sound?.();
  await pictures(report);
  await output.finalize();
  return { silenced };
});

async function prepare({ source, part, ...wish }: z.output<typeof task>) {
  const input = openClip(source);
  await formatOf(input, source);
  const video = await decodable(await mainVideoTrack(input));
  const span = await spanOf(video, wish);
  const format = new Mp4OutputFormat({ fastStart: 'in-memory' });
  const output = new Output({ format, target: new FilePathTarget(part) });
  const pictures = await writePictures(video, output, span, wish);
  const sound = await writeSound(input, output, [{ ...span, at: 0 }], span.end - span.start);
  const silenced = sound === null && (await input.getAudioTracks()).length > 0;
  return { output, pictures, sound, silenced };
}
