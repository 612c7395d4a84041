import { registerMediabunnyServer } from '@mediabunny/server';
import { EncodedPacketSink, FilePathTarget, type InputVideoTrack, Mp4OutputFormat, Output } from 'mediabunny';
import { z } from 'zod';
import { cutPictures } from './cut-pictures.ts';
import { cutSound } from './cut-sound.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';
import type { Span } from './span.ts';

/** WebM keeps times in milliseconds: a frame that starts this close to the end belongs behind it. */
const ROUNDING_SECONDS = 0.002;
/** A frame of 24 a second: how much longer than asked a cut may be. Screen recordings have frames of seconds. */
const MAX_OVERHANG_SECONDS = 1 / 24;

/** Times in seconds. */
const task = z.object({ source: z.string(), part: z.string(), from: z.number(), to: z.number() });

/**
 * Not by the library's Conversion: that makes a frame of a millisecond where a cut begins within one, leaves out
 * frames that have no length of their own (the last of each cluster of a WebM), lets the sound outlast the
 * pictures, and copies tags with which FFmpeg refuses to open the file (seen with a GoPro's).
 */
serve(task, async ({ source, part, from, to }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const input = openClip(source);
  await formatOf(input, source);
  const video = await decodable(await mainVideoTrack(input));
  const span = await wholeFrames(video, from, to);
  const format = new Mp4OutputFormat({ fastStart: 'in-memory' });
  const output = new Output({ format, target: new FilePathTarget(part) });
  const pictures = await cutPictures(video, output, span);
  const sound = await cutSound(input, video, output, span);
  await output.start();
  await sound?.();
  await pictures();
  await output.finalize();
  return null;
});

/** From the frame that is seen at `from` to the end of the last one that starts before `to`. */
async function wholeFrames(video: InputVideoTrack, from: number, to: number): Promise<Span> {
  const packets = new EncodedPacketSink(video);
  const options = { metadataOnly: true };
  const first = (await packets.getPacket(from, options)) ?? (await packets.getFirstPacket(options));
  if (!first || first.timestamp >= to || from >= (await video.computeDuration())) {
    throw new Refusal('empty_window', 'no frame lies in the window');
  }
  const start = Math.max(0, first.timestamp);
  const asked = start + (to - from);
  const last = (await packets.getPacket(asked - ROUNDING_SECONDS, options)) ?? first;
  const usual = 1 / (await video.computePacketStats()).averagePacketRate;
  const end = last.timestamp + (last.duration || usual);
  return { start, end: Math.min(end, asked + MAX_OVERHANG_SECONDS) };
}
