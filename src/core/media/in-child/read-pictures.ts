import { type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny';
import { decodable, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal } from './serve.ts';

/** The type is of an older standard that does not know the format. */
const AS_RGBA: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };

/** RGBA, row by row. */
export interface Picture {
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * The frames seen at some times (seconds), upright, with square pixels, at most `width` wide; in the order of the
 * times. A time after the end gives the last frame, one before the start the first.
 */
export async function readPictures(
  path: string,
  times: readonly number[],
  width: number,
): Promise<Picture[]> {
  using input = openClip(path);
  await formatOf(input, path);
  const video = await decodable(await mainVideoTrack(input));
  const order = times.map((time, index) => ({ time, index })).sort((a, b) => a.time - b.time);
  const pictures: Picture[] = [];
  let next = 0;
  let last = null as { timestamp: number; picture: Picture } | null;
  for await (const sample of samplesAt(
    video,
    order.map(({ time }) => time),
  )) {
    if (!sample) throw new Refusal('damaged', 'a frame is missing');
    using held = sample;
    // A frame that is seen at several times comes several times, and is gone for all of them once it was closed.
    if (last?.timestamp !== held.timestamp) {
      last = { timestamp: held.timestamp, picture: await toPicture(held, width) };
    }
    pictures[order[next]?.index ?? 0] = last.picture;
    next += 1;
  }
  return pictures;
}

async function* samplesAt(
  video: InputVideoTrack,
  times: readonly number[],
): AsyncGenerator<VideoSample | null> {
  const first = await video.getFirstTimestamp();
  yield* new VideoSampleSink(video).samplesAtTimestamps(times.map((time) => Math.max(first, time)));
}

async function toPicture(sample: VideoSample, width: number): Promise<Picture> {
  using small = await sample.transform({ width: Math.min(width, sample.displayWidth) });
  const data = new Uint8Array(small.allocationSize(AS_RGBA));
  await small.copyTo(data, AS_RGBA);
  return { data, width: small.displayWidth, height: small.displayHeight };
}
