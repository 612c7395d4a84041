import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

/** Milliseconds of the clip's own time. */
export interface Stretch {
  from: number;
  to: number;
}

/** Longer stretches are no input of any model, and would keep a process busy for very long. */
const MAX_CUT_MS = 120_000;

const CUT_DEADLINE_MS = 300_000;
const CUT_HEAP_MB = 512;

/**
 * Cuts a stretch out of a clip, as MP4 with H.264 and AAC, upright and with square pixels. It is encoded anew,
 * because only then can it start at the frame that is seen at `from` and not at the key frame before. It covers the
 * stretch in whole frames, so it may be up to one frame longer; its sound is never longer than its pictures. What
 * the file said about place, camera and owner is left behind.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec` and `empty_window`; with a
 * RangeError for more than `MAX_CUT_MS`.
 */
export async function cutWindow(
  children: MediaChildren,
  source: string,
  destination: string,
  { from, to }: Stretch,
  signal: AbortSignal,
): Promise<void> {
  if (!(from >= 0 && to > from && to - from <= MAX_CUT_MS)) {
    throw new RangeError(`a cut is at most ${MAX_CUT_MS} ms long and has its start before its end`);
  }
  const script = new URL('./in-child/cut.ts', import.meta.url);
  try {
    await writeWhole(destination, (part) =>
      children.run(
        {
          script,
          input: { source, part, from: from / 1000, to: to / 1000 },
          result: z.null(),
          deadlineMs: CUT_DEADLINE_MS,
          heapMb: CUT_HEAP_MB,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
