import { registerMediabunnyServer } from '@mediabunny/server';
import {
  Conversion,
  EncodedPacketSink,
  FilePathTarget,
  type Input,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
  Quality,
} from 'mediabunny';
import { z } from 'zod';
import { cutSound } from './cut-sound.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';

/** WebM keeps times in milliseconds: a frame that starts this close to the end belongs behind it. */
const ROUNDING_SECONDS = 0.002;
/** A frame of 24 a second: how much longer than asked a cut may be. Screen recordings have frames of seconds. */
const MAX_OVERHANG_SECONDS = 1 / 24;
/** Less than any clock of a container can tell, more than floating point loses: keeps the next frame out. */
const JUST_BEFORE_SECONDS = 1e-6;

/** Times in seconds. */
const task = z.object({ source: z.string(), part: z.string(), from: z.number(), to: z.number() });

serve(task, async ({ source, part, from, to }, report) => {
  registerMediabunnyServer({ hardwareContext: null });
  const input = openClip(source);
  await formatOf(input, source);
  const video = await decodable(await mainVideoTrack(input));
  const stretch = await wholeFrames(video, from, to);
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(part),
  });
  const pictures = await cutPictures(input, output, video, stretch);
  pictures.onProgress = report;
  const sound = await cutSound(input, video, output, stretch);
  await output.start();
  await sound?.();
  await pictures.execute();
  await output.finalize();
  return null;
});

/** From the frame that is seen at `from` to the end of the last one that starts before `to`. */
async function wholeFrames(
  video: InputVideoTrack,
  from: number,
  to: number,
): Promise<{ start: number; end: number }> {
  const packets = new EncodedPacketSink(video);
  const options = { metadataOnly: true };
  const first = (await packets.getPacket(from, options)) ?? (await packets.getFirstPacket(options));
  if (!first || first.timestamp >= to || from >= (await video.computeDuration())) {
    throw new Refusal('empty_window', 'no frame lies in the window');
  }
  const start = Math.max(0, first.timestamp);
  const asked = start + (to - from);
  const last = (await packets.getPacket(asked - ROUNDING_SECONDS, options)) ?? first;
  const end = Math.min(last.timestamp + last.duration, asked + MAX_OVERHANG_SECONDS);
  return { start, end: end - JUST_BEFORE_SECONDS };
}

/**
 * Composable, so that none of the source's tags are copied: besides telling where it was shot, those of some cameras
 * make a file that FFmpeg refuses to open (seen with a GoPro's).
 */
async function cutPictures(
  input: Input,
  output: Output,
  video: InputVideoTrack,
  trim: { start: number; end: number },
): Promise<Conversion> {
  const conversion = await Conversion.init({
    input,
    output,
    trim,
    composable: true,
    copy: false,
    showWarnings: false,
    audio: { discard: true },
    video: (track) =>
      track.id === video.id
        ? {
            codec: 'avc',
            quality: new Quality('very-high'),
            forceTranscode: true,
            allowTransformationMetadata: false,
          }
        : { discard: true },
  });
  if (conversion.utilizedTracks.length === 1) return conversion;
  const [discarded] = conversion.discardedTracks.filter(({ track }) => track.id === video.id);
  throw new Refusal('unsupported_codec', `the pictures cannot be encoded: ${discarded?.reason}`);
}
