import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';

export interface FramesWish {
  /** Of the clip's own time; a time after its end gives its last frame, one before its start the first. */
  timesMs: readonly number[];
  /** In pixels; the height follows. Never larger than the clip itself. */
  width: number;
  format: 'png' | 'jpeg';
  /** Where the pictures go, as `frame-0.png` and so on in the order of the times. Must exist. */
  folder: string;
}

export interface Frame {
  path: string;
  width: number;
  height: number;
}

const FRAMES_DEADLINE_MS = 120_000;
const FRAMES_HEAP_MB = 256;
const framesSchema = z.array(z.object({ path: z.string(), width: z.int(), height: z.int() }));

/**
 * Takes still pictures out of a clip, upright and with square pixels, in the order of the times asked for.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec`; none of the files is there then.
 */
export async function frames(
  children: MediaChildren,
  path: string,
  wish: FramesWish,
  signal: AbortSignal,
): Promise<Frame[]> {
  const pictures = wish.timesMs.map((ms, index) => ({
    seconds: ms / 1000,
    path: join(wish.folder, `frame-${index}.${wish.format}`),
  }));
  const task = {
    script: new URL('./in-child/frames.ts', import.meta.url),
    input: { path, pictures, width: wish.width, format: wish.format },
    result: framesSchema,
    deadlineMs: FRAMES_DEADLINE_MS,
    heapMb: FRAMES_HEAP_MB,
  };
  try {
    return await children.run(task, signal);
  } catch (error) {
    await Promise.all(pictures.map((picture) => rm(picture.path, { force: true })));
    throw asMediaError(error);
  }
}
