import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import { Refusal } from './serve.ts';

/** A stretch of a clip's own time, in seconds; `end` is not part of it. */
export interface Span {
  start: number;
  end: number;
}

/** What is wanted of a clip: times in seconds; a window of null is all of it, a rate of null its own. */
export interface SpanWish {
  window: { from: number; to: number } | null;
  fps: number | null;
  /** How long it is to be at least, at a rate of its own; 0 for no longer than it is. */
  heldTo: number;
  /** How long the result may be. */
  length: { min: number; max: number };
}

/** WebM keeps times in milliseconds: a frame that starts this close to the end belongs behind it. */
const ROUNDING_SECONDS = 0.002;
/** Less than any frame, more than floating point loses. */
const TINY = 1e-6;
/** A frame of 24 a second: how much longer than asked a cut may be. Screen recordings have frames of seconds. */
const MAX_OVERHANG_SECONDS = 1 / 24;

/**
 * From the frame that is seen at the window's start to the end of the last one that starts in it; at a rate of its
 * own, as many whole frames as come closest.
 */
export async function spanOf(
  video: InputVideoTrack,
  { window, fps, heldTo, length }: SpanWish,
): Promise<Span> {
  const { start, last, end } = await framesOf(video, window);
  if (fps !== null) {
    return { start, end: start + frameCount(Math.max(end - start, heldTo), fps, length) / fps };
  }
  const tooLong = end - start > length.max && last > start;
  return { start, end: tooLong ? last : end };
}

/** When the first frame starts, when the last one does, and when that ends. */
async function framesOf(
  video: InputVideoTrack,
  window: SpanWish['window'],
): Promise<Span & { last: number }> {
  const { from, to } = window ?? { from: 0, to: Number.POSITIVE_INFINITY };
  const packets = new EncodedPacketSink(video);
  const options = { metadataOnly: true };
  const first = (await packets.getPacket(from, options)) ?? (await packets.getFirstPacket(options));
  if (!first || first.timestamp >= to || from >= (await video.computeDuration())) {
    throw new Refusal('empty_window', 'no frame lies in the window');
  }
  const start = Math.max(0, first.timestamp);
  const asked = start + (to - from);
  const last = (await packets.getPacket(asked - ROUNDING_SECONDS, options)) ?? first;
  const end = last.timestamp + (last.duration || (await lengthOfLast(video, last.timestamp)));
  return { start, last: last.timestamp, end: Math.min(end, asked + MAX_OVERHANG_SECONDS) };
}

/** Matroska says of the last frame of all only when the clip ends, and recorders not even that. */
async function lengthOfLast(video: InputVideoTrack, timestamp: number): Promise<number> {
  const told = ((await video.getDurationFromMetadata()) ?? 0) - timestamp;
  const usual = 1 / (await video.computePacketStats()).averagePacketRate;
  return Math.max(told, usual);
}

/** The count that comes closest to a length, or the next one where only that is allowed. */
export function frameCount(seconds: number, fps: number, { min, max }: SpanWish['length']): number {
  const exact = seconds * fps;
  const [least, most] = [Math.ceil(min * fps - TINY), Math.floor(max * fps + TINY)];
  const closest = Math.round(exact);
  const count = closest < least && Math.ceil(exact) >= least ? least : closest;
  return Math.max(1, Math.min(count, most));
}
