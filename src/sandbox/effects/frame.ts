import { VideoSample } from 'mediabunny';
import { planesOfRgba } from './colour.ts';

/**
 * One picture as video has it: a plane of brightness and, at half its size in both directions, two of colour (I420,
 * limited range, BT.601). Effects work on these planes directly: it is half the bytes of RGB, and most effects touch
 * only some of them.
 */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

export type Size = Pick<Frame, 'width' | 'height'>;

/** An empty frame whose planes lie one behind the other in `bytes`. */
export function frameIn(bytes: Uint8Array, { width, height }: Size): Frame {
  const luma = width * height;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  return {
    width,
    height,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma + chroma),
    v: bytes.subarray(luma + chroma, luma + 2 * chroma),
  };
}

export function bytesOf({ width, height }: Size): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** Lets `change` work on a decoded picture; gives the changed one, at the same time in the clip. */
export async function changed(sample: VideoSample, change: (frame: Frame) => void): Promise<VideoSample> {
  const size = { width: sample.codedWidth, height: sample.codedHeight };
  const bytes = new Uint8Array(bytesOf(size));
  const frame = frameIn(bytes, size);
  if (sample.format === 'I420') {
    await sample.copyTo(bytes);
    if (sample.colorSpace.fullRange) toLimitedRange(frame);
  } else {
    const rgba = new Uint8Array(sample.allocationSize(AS_RGBA));
    await sample.copyTo(rgba, AS_RGBA);
    planesOfRgba(rgba, frame);
  }
  change(frame);
  const { timestamp, duration } = sample;
  const { width: codedWidth, height: codedHeight } = size;
  return new VideoSample(bytes, { format: 'I420', codedWidth, codedHeight, timestamp, duration });
}

/** The library knows `format`; the type it names for its options does not yet. */
const AS_RGBA: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };

function toLimitedRange({ y, u, v }: Frame): void {
  for (let i = 0; i < y.length; i += 1) y[i] = 16 + ((y[i] ?? 0) * 219) / 255;
  for (const plane of [u, v]) {
    for (let i = 0; i < plane.length; i += 1) plane[i] = 128 + (((plane[i] ?? 0) - 128) * 224) / 255;
  }
}
