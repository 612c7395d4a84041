import { z } from 'zod';
import type { MediaChildren } from '../../../src/core/media/child.ts';

/** A clip as phones, recorders and mistakes make it. What is left out is as a plain MP4 has it. */
export interface StrangeClip {
  path: string;
  width: number;
  height: number;
  /** When each frame begins, in seconds. */
  times: readonly number[];
  /** When the last one ends. */
  seconds: number;
  container?: 'mp4' | 'mov' | 'webm' | 'mkv';
  codec?: 'avc' | 'hevc' | 'vp9';
  /** How players are to turn it. */
  rotation?: 0 | 90 | 180 | 270;
  /** A grey of this code value (16 to 235) all over, instead of a bar that moves; said to be of this brightness. */
  grey?: { value: number; transfer: 'bt709' | 'hlg' | 'pq' };
  /** Behind the bar, what no encoder makes small. */
  noise?: boolean;
  /** Tracks of sound, uncompressed: each silent until then, and a tone from then on. Seconds. */
  soundsFrom?: readonly number[];
}

/**
 * Makes one. A yellow bar wanders evenly from the left to the right: where it is says when the frame was made
 * (`timeOfBar`).
 */
export async function makeStrangeClip(children: MediaChildren, clip: StrangeClip): Promise<void> {
  const script = new URL('./strange-clip.child.ts', import.meta.url);
  const task = { script, input: clip, result: z.null(), deadlineMs: 120_000, heapMb: 512 };
  await children.run(task, new AbortController().signal);
}

/** Where the bar is at a time, in shares of the width; it never leaves the picture. */
export function barAt(time: number, seconds: number): number {
  return 0.02 + (0.9 * time) / seconds;
}

/** The inverse. */
export function timeOfBar(share: number, seconds: number): number {
  return ((share - 0.02) / 0.9) * seconds;
}

/** The frame times of a steady rate. */
export function steadyTimes(fps: number, seconds: number): number[] {
  return Array.from({ length: Math.round(fps * seconds) }, (_, index) => index / fps);
}
