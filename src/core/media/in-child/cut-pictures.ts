import {
  type InputVideoTrack,
  type Output,
  Quality,
  type VideoSample,
  VideoSampleSink,
  VideoSampleSource,
} from 'mediabunny';
import type { Span } from './span.ts';

/** Less than any clock of a container can tell, more than floating point loses: keeps the next frame out. */
const JUST_BEFORE_SECONDS = 1e-6;

/**
 * Adds the frames of a span to an output that has not started yet; the returned function feeds them once it has.
 * They are upright, with square pixels and even sides; each is shown until the next.
 */
export async function cutPictures(
  video: InputVideoTrack,
  output: Output,
  { start, end }: Span,
): Promise<() => Promise<void>> {
  const source = new VideoSampleSource({
    codec: 'avc',
    quality: new Quality('very-high'),
    sizeChangeBehavior: 'contain',
    transform: {
      width: even(await video.getDisplayWidth()),
      height: even(await video.getDisplayHeight()),
      force: true,
    },
  });
  const { underlyingFrameRate } = await video.computeFrameRateMetrics();
  output.addVideoTrack(source, underlyingFrameRate === null ? {} : { frameRate: underlyingFrameRate });
  return async () => {
    for await (const sample of shownUntilNext(video, start, end)) {
      using held = sample;
      await source.add(held);
    }
    source.close();
  };
}

/** H.264 stores colour for every second pixel only. */
function even(side: number): number {
  return Math.max(2, 2 * Math.round(side / 2));
}

/** The frames with times that begin at 0, and lengths that reach to the next frame or the end. */
async function* shownUntilNext(
  video: InputVideoTrack,
  start: number,
  end: number,
): AsyncGenerator<VideoSample> {
  let held: VideoSample | null = null;
  for await (const sample of new VideoSampleSink(video).samples(start, end - JUST_BEFORE_SECONDS)) {
    sample.setTimestamp(Math.max(0, sample.timestamp - start));
    if (held) yield lasting(held, sample.timestamp);
    held = sample;
  }
  if (held) yield lasting(held, end - start);
}

function lasting(sample: VideoSample, until: number): VideoSample {
  sample.setDuration(until - sample.timestamp);
  return sample;
}
