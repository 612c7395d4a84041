import { type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny';
import { intactPieces } from './intact.ts';
import type { Span } from './span.ts';

/** Less than any clock of a container can tell, more than floating point loses: keeps the next frame out. */
const JUST_BEFORE_SECONDS = 1e-6;
/**
 * At a steady rate one sees the frame that is there after this share of the time that a frame has. Not at once: then one
 * that comes a little late would be missed, and the one before it seen twice. Not after a half or the like: there, among
 * frames of another usual rate, one just begins.
 */
const LOOK_AT = 0.37;

/** A frame, and when it is shown: each time for `lasts` seconds, counted from the start of the span. */
export interface Shown {
  /** Whoever gets it closes it. */
  sample: VideoSample;
  times: number[];
  lasts: number;
}

/** The frames of a span, each until the next one. */
export async function* asTheyCome(video: InputVideoTrack, span: Span): AsyncGenerator<Shown> {
  for await (const { sample, from, to } of framesOf(video, span)) {
    yield { sample, times: [from], lasts: to - from };
  }
}

/** The frames of a span at a steady rate: shown several times where they are too few, left out where too many. */
export async function* steadily(video: InputVideoTrack, span: Span, fps: number): AsyncGenerator<Shown> {
  const count = Math.round((span.end - span.start) * fps);
  let next = 0;
  for await (const { sample, to, isLast } of framesOf(video, span)) {
    const until = isLast ? count : Math.min(count, Math.ceil(to * fps - LOOK_AT));
    const times = Array.from({ length: Math.max(0, until - next) }, (_, index) => (next + index) / fps);
    next = Math.max(next, until);
    if (times.length > 0) yield { sample, times, lasts: 1 / fps };
    else sample.close();
  }
}

interface Frame {
  sample: VideoSample;
  from: number;
  to: number;
  isLast: boolean;
}

/** The lengths that files state of frames are often wrong: each ends where the next one begins. */
async function* framesOf(video: InputVideoTrack, { start, end }: Span): AsyncGenerator<Frame> {
  let held: { sample: VideoSample; from: number } | null = null;
  try {
    for await (const sample of intactPieces(
      new VideoSampleSink(video).samples(start, end - JUST_BEFORE_SECONDS),
    )) {
      const from = Math.max(0, sample.timestamp - start);
      const before = held;
      held = { sample, from };
      if (before) yield { ...before, to: from, isLast: false };
    }
    const last = held;
    held = null;
    if (last) yield { ...last, to: end - start, isLast: true };
  } finally {
    held?.sample.close();
  }
}
