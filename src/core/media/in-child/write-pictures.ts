import { type InputVideoTrack, type Output, Quality, type VideoSample, VideoSampleSource } from 'mediabunny';
import { coloursOf } from './colours.ts';
import { asTheyCome, type Shown, steadily } from './shown.ts';
import type { Span } from './span.ts';
import { toneFor } from './tone.ts';

export interface PicturesWish {
  /** Even. */
  width: number;
  height: number;
  /** Null for its own. */
  fps: number | null;
  /** Per second. */
  bitrate: number;
}

/** How much the shape of a frame may differ from that of the result before it gets black bars instead of being stretched. */
const STRETCH = 0.01;

/**
 * Adds the frames of a span to an output that has not started yet; the returned function feeds them once it has.
 * They are upright, with square pixels, and of ordinary brightness.
 */
export async function writePictures(
  video: InputVideoTrack,
  output: Output,
  span: Span,
  { width, height, fps, bitrate }: PicturesWish,
): Promise<(report: (share: number) => void) => Promise<void>> {
  const tone = await toneFor(video);
  const colours = await coloursOf(video);
  const source = new VideoSampleSource({
    codec: 'avc',
    quality: new Quality({ bitrate }),
    // The encoder says nothing of colours, and those who read the file would guess.
    onEncodedPacket: (_, meta) => {
      if (meta?.decoderConfig) meta.decoderConfig.colorSpace = colours;
    },
  });
  const frameRate = fps ?? (await video.computeFrameRateMetrics()).underlyingFrameRate;
  output.addVideoTrack(source, frameRate === null ? {} : { frameRate });
  const finished = async (sample: VideoSample) => {
    const upright = await sized(sample, width, height);
    if (!tone) return upright;
    using raw = upright;
    return tone(raw);
  };
  return async (report) => {
    const shown: AsyncIterable<Shown> = fps === null ? asTheyCome(video, span) : steadily(video, span, fps);
    for await (const { sample, times, lasts } of shown) {
      using raw = sample;
      using frame = await finished(raw);
      for (const time of times) {
        frame.setTimestamp(time);
        frame.setDuration(lasts);
        await source.add(frame);
        report((time + lasts) / (span.end - span.start));
      }
    }
    source.close();
  };
}

/** A frame in another size: stretched by as much as nobody sees, or with bars. */
export async function sized(sample: VideoSample, width: number, height: number): Promise<VideoSample> {
  const shape = sample.displayWidth / sample.displayHeight / (width / height);
  return sample.transform({ width, height, fit: Math.abs(shape - 1) < STRETCH ? 'fill' : 'contain' });
}
