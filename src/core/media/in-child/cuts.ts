import { registerMediabunnyServer } from '@mediabunny/server';
import { EncodedPacketSink, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny';
import { z } from 'zod';
import { intact } from './intact.ts';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { serve } from './serve.ts';

/** Times in seconds. */
const task = z.object({ source: z.string(), from: z.number(), to: z.number(), searchMs: z.number() });

/** Enough of a picture to tell scenes apart. */
const SMALL = { width: 64, height: 36, fit: 'fill' } as const;
/**
 * How much pictures that follow each other differ where a scene ends: the mean difference of their pixels, as a share.
 * FFmpeg's `gt(scene,0.3)` finds the same cuts.
 */
const ANOTHER_SCENE = 0.12;
/** Encoders put a key frame where a scene begins, unless they put one every so often: then a scene may end in between. */
const LONG_SECONDS = 4;
const AS_RGBA: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };

serve(task, async ({ source, from, to, searchMs }, report) => {
  registerMediabunnyServer({ hardwareContext: null });
  using input = openClip(source);
  await formatOf(input, source);
  const video = await decodable(await mainVideoTrack(input));
  const keys = await intact(keyTimes(video, from, to));
  const scenes = await intact(sceneTimes(video, [from, ...keys, to], searchMs, report));
  return { scenes: scenes.map(toMillis), keys: keys.map(toMillis) };
});

/** When key frames are shown, between two times. */
async function keyTimes(video: InputVideoTrack, from: number, to: number): Promise<number[]> {
  const sink = new EncodedPacketSink(video);
  const times: number[] = [];
  let packet = await sink.getFirstKeyPacket({ metadataOnly: true });
  while (packet && packet.timestamp < to) {
    if (packet.timestamp > from) times.push(packet.timestamp);
    packet = await sink.getNextKeyPacket(packet, { metadataOnly: true });
  }
  return times;
}

/** Looks frame by frame only where the pictures at both ends say that something happened, or are far apart. */
async function sceneTimes(
  video: InputVideoTrack,
  stops: readonly number[],
  searchMs: number,
  report: (share: number) => void,
): Promise<number[]> {
  const until = performance.now() + searchMs;
  const ends = new VideoSampleSink(video).samplesAtTimestamps(stops);
  const scenes: number[] = [];
  let before: { time: number; picture: Uint8Array } | null = null;
  let index = 0;
  for await (const sample of ends) {
    const time = stops[index] ?? 0;
    index += 1;
    if (!sample) continue;
    using held = sample;
    const picture = await smallPicture(held);
    if (before && performance.now() < until) {
      const differs = difference(before.picture, picture) > ANOTHER_SCENE;
      if (differs || time - before.time > LONG_SECONDS) {
        scenes.push(...(await scenesBetween(video, before.time, time, until)));
      }
    }
    before = { time, picture };
    report(index / stops.length);
  }
  return scenes;
}

async function scenesBetween(
  video: InputVideoTrack,
  from: number,
  to: number,
  until: number,
): Promise<number[]> {
  const scenes: number[] = [];
  let before: Uint8Array | null = null;
  for await (const sample of new VideoSampleSink(video).samples(from, to + 1e-3)) {
    using held = sample;
    if (performance.now() > until) break;
    const picture = await smallPicture(held);
    if (before && difference(before, picture) > ANOTHER_SCENE) scenes.push(held.timestamp);
    before = picture;
  }
  return scenes;
}

async function smallPicture(sample: VideoSample): Promise<Uint8Array> {
  using small = await sample.transform(SMALL);
  const data = new Uint8Array(small.allocationSize(AS_RGBA));
  await small.copyTo(data, AS_RGBA);
  return data;
}

/** Opacity is the same everywhere: three of four bytes count. */
function difference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) {
    sum += Math.abs((one[index] ?? 0) - (other[index] ?? 0));
  }
  return sum / (one.length * 0.75 * 255);
}

function toMillis(seconds: number): number {
  return Math.round(seconds * 1000);
}
