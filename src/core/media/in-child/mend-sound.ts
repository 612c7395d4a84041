import { registerMediabunnyServer } from '@mediabunny/server';
import { FilePathTarget, Mp4OutputFormat, Output } from 'mediabunny';
import { z } from 'zod';
import { copyPictures, copySound } from './copy-packets.ts';
import { intact } from './intact.ts';
import { formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';
import { writeSound } from './write-sound.ts';

const task = z.object({ take: z.string(), sound: z.string().nullable(), part: z.string() });

serve(task, async ({ take, sound, part }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const { output, pictures, heard } = await intact(prepare(take, sound, part));
  await output.start();
  await heard?.();
  await pictures();
  await output.finalize();
  return null;
});

async function prepare(take: string, sound: string | null, part: string) {
  const input = openClip(take);
  await formatOf(input, take);
  const video = await mainVideoTrack(input);
  const format = new Mp4OutputFormat({ fastStart: 'in-memory' });
  const output = new Output({ format, target: new FilePathTarget(part) });
  const pictures = await copyPictures(video, output);
  if (sound === null) return { output, pictures, heard: null };
  const span = { start: 0, end: await video.computeDuration() };
  const source = openClip(sound);
  const heard =
    (await copySound(source, output, span)) ??
    (await writeSound(source, output, [{ ...span, at: 0 }], span.end));
  if (!heard) throw new Refusal('unsupported_codec', 'its sound cannot be read');
  return { output, pictures, heard };
}
