import { registerMediabunnyServer } from '@mediabunny/server';
import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSampleSource,
} from 'mediabunny';
import { z } from 'zod';
import { slotsFor } from '../slots.ts';
import { coloursOf } from './colours.ts';
import { intact } from './intact.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { serve } from './serve.ts';
import { asTheyCome } from './shown.ts';
import { sized } from './write-pictures.ts';
import { type FeedSound, writeSound } from './write-sound.ts';

/** Times in seconds. */
const task = z.object({
  takes: z.array(z.object({ path: z.string(), from: z.number(), to: z.number() })).min(1),
  sound: z.string().nullable(),
  part: z.string(),
});

/** Bits for each pixel of each frame: what is lost at this cannot be seen. */
const BITS_PER_PIXEL = 0.25;

/** So much sound is written at a time, in seconds: players want sound and pictures of a moment close together. */
const TOGETHER = 1;

/** Where the pictures of a take go: from its own first one on, at another pace if need be. */
interface Placed {
  video: InputVideoTrack;
  first: number;
  at: number;
  pace: number;
  seconds: number;
}

/** Feeds pictures; before each it says the time, in seconds, at which that one is shown. */
type Feed = (report: (share: number) => void, before: (time: number) => Promise<void>) => Promise<void>;

serve(task, async ({ takes, sound, part }, report) => {
  registerMediabunnyServer({ hardwareContext: null });
  const videos = await Promise.all(takes.map(({ path }) => intact(videoOf(path))));
  const firsts = await Promise.all(videos.map((video) => video.getFirstTimestamp()));
  const lengths = await Promise.all(
    videos.map(async (video, index) => (await video.computeDuration()) - (firsts[index] ?? 0)),
  );
  const { slots, seconds } = slotsFor(takes, lengths);
  const placed = videos.map((video, index): Placed => {
    const { at, lasts } = slots[index] ?? { at: 0, lasts: 0 };
    const length = lengths[index] ?? lasts;
    return { video, first: firsts[index] ?? 0, at, pace: lasts / length, seconds: length };
  });
  // Room for the index is kept in front of everything: a long take is never held in memory.
  const format = new Mp4OutputFormat({ fastStart: 'reserve' });
  const output = new Output({ format, target: new FilePathTarget(part) });
  const copied = await areAlike(videos);
  const pictures = await (copied ? copyPictures : encodePictures)(placed, output);
  const pieces = slots.map(({ at, lasts }, index) => {
    const { from, to } = takes[index] ?? { from: 0, to: 0 };
    return { start: from, end: Math.min(to, from + lasts), at };
  });
  const feedSound =
    sound === null ? null : await intact(writeSound(openClip(sound), output, pieces, seconds));
  await output.start();
  await pictures(report, inStep(feedSound));
  await feedSound?.();
  await output.finalize();
  return { copied };
});

/** Feeds the sound a little ahead of the pictures. */
function inStep(feedSound: FeedSound | null): (time: number) => Promise<void> {
  let fed = 0;
  return async (time) => {
    if (time < fed) return;
    fed = time + TOGETHER;
    await feedSound?.(fed);
  };
}

async function packetsIn(takes: readonly Placed[]): Promise<number> {
  const stats = await Promise.all(takes.map(({ video }) => video.computePacketStats()));
  return stats.reduce((sum, { packetCount }) => sum + packetCount, 0);
}

async function videoOf(path: string): Promise<InputVideoTrack> {
  const input = openClip(path);
  await formatOf(input, path);
  return decodable(await mainVideoTrack(input));
}

/** Packets of several files make one track only where all were encoded in exactly the same way. */
async function areAlike(videos: readonly InputVideoTrack[]): Promise<boolean> {
  const [first, ...others] = await Promise.all(videos.map(parametersOf));
  return first !== null && others.every((each) => each === first);
}

/** Null where they are written into the packets, and may differ within a file. */
async function parametersOf(video: InputVideoTrack): Promise<string | null> {
  const config = await video.getDecoderConfig();
  if (!config?.description) return null;
  const { description } = config;
  const bytes = ArrayBuffer.isView(description)
    ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
    : Buffer.from(description);
  const turned = await video.getRotation();
  return [config.codec, config.codedWidth, config.codedHeight, turned, bytes.toString('hex')].join(' ');
}

async function copyPictures(takes: readonly Placed[], output: Output): Promise<Feed> {
  const [first] = takes;
  const codec = await first?.video.getCodec();
  if (!first || !codec) throw new Error('takes that are alike have a codec');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, {
    rotation: await first.video.getRotation(),
    maximumPacketCount: await packetsIn(takes),
  });
  const decoderConfig = await first.video.getDecoderConfig();
  return async (report, before) => {
    for (const [index, { video, first, at, pace }] of takes.entries()) {
      for await (const packet of new EncodedPacketSink(video).packets()) {
        const timestamp = at + (packet.timestamp - first) * pace;
        const moved = packet.clone({ timestamp, duration: packet.duration * pace, sequenceNumber: -1 });
        await before(timestamp);
        await source.add(moved, decoderConfig ? { decoderConfig } : {});
      }
      report((index + 1) / takes.length);
    }
    source.close();
  };
}

/** All in the size and the colours of the first. */
async function encodePictures(takes: readonly Placed[], output: Output): Promise<Feed> {
  const [first] = takes;
  if (!first) throw new Error('there is a take');
  const width = 2 * Math.round((await first.video.getDisplayWidth()) / 2);
  const height = 2 * Math.round((await first.video.getDisplayHeight()) / 2);
  const { averagePacketRate } = await first.video.computePacketStats();
  const bitrate = Math.round(BITS_PER_PIXEL * width * height * averagePacketRate);
  const colorSpace = await coloursOf(first.video);
  const source = new VideoSampleSource({
    codec: 'avc',
    quality: new Quality({ bitrate }),
    onEncodedPacket: (_, meta) => {
      if (meta?.decoderConfig) meta.decoderConfig.colorSpace = colorSpace;
    },
  });
  output.addVideoTrack(source, { maximumPacketCount: await packetsIn(takes) });
  return async (report, before) => {
    for (const [index, { video, first, at, pace, seconds }] of takes.entries()) {
      for await (const { sample, times, lasts } of asTheyCome(video, {
        start: first,
        end: first + seconds,
      })) {
        using raw = sample;
        using frame = await sized(raw, width, height);
        frame.setTimestamp(at + (times[0] ?? 0) * pace);
        frame.setDuration(lasts * pace);
        await before(frame.timestamp);
        await source.add(frame);
        report((index + ((times[0] ?? 0) + lasts) / seconds) / takes.length);
      }
    }
    source.close();
  };
}
