import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Fit } from '../edit/clip.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

/** What became of a clip beyond what was planned. */
export interface Fitted {
  /** It had sound that cannot be read here, and now has none. */
  silenced: boolean;
}

/** Longer ones are no input of any model, and would keep a process busy for very long. */
export const MAX_WINDOW_MS = 120_000;
/** Ten seconds at the largest size and rate that models take keep a slow machine busy for minutes. */
const FIT_DEADLINE_MS = 20 * 60_000;
/** No machine is so slow that a single frame takes this long. */
const FIT_SILENCE_MS = 90_000;
const FIT_HEAP_MB = 512;
/** When a clip came out too large: what is aimed at then, in parts of the limit. */
const SECOND_AIM = 0.85;
const fittedSchema: z.ZodType<Fitted> = z.object({ silenced: z.boolean() });

/**
 * Encodes a clip anew as planned: MP4 with H.264 and AAC that can be played while it loads, upright, with square
 * pixels, of ordinary brightness. It begins at the frame that is seen at the window's start and covers the window in whole
 * frames; its sound (the first track that can be read) is never longer than its pictures. What the file said about
 * place, camera and owner is left behind. A result above the limit of bytes is encoded once more, smaller; it may
 * still be above, so judge it. `onProgress` is told shares, 0 to 1, from the start again for a second time.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec` and `empty_window`; with a
 * RangeError for a window that is none or longer than `MAX_WINDOW_MS`.
 */
export async function fitClip(
  children: MediaChildren,
  source: string,
  destination: string,
  fit: Fit,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<Fitted> {
  checkWindow(fit.window);
  try {
    return await writeWhole(destination, async (part) => {
      const encode = (bitrate: number) =>
        children.run(
          {
            script: new URL('./in-child/reshape.ts', import.meta.url),
            input: { ...inputOf(fit), source, part, bitrate },
            result: fittedSchema,
            deadlineMs: FIT_DEADLINE_MS,
            silenceMs: FIT_SILENCE_MS,
            heapMb: FIT_HEAP_MB,
            isLong: true,
            onProgress,
          },
          signal,
        );
      const fitted = await encode(fit.bitrate);
      const { size } = await stat(part);
      if (size <= fit.limits.bytes) return fitted;
      return encode(Math.max(1, Math.floor((fit.bitrate * SECOND_AIM * fit.limits.bytes) / size)));
    });
  } catch (error) {
    throw asMediaError(error);
  }
}

function checkWindow(window: Fit['window']): void {
  if (!window) return;
  const { from, to } = window;
  if (from >= 0 && to > from && to - from <= MAX_WINDOW_MS) return;
  throw new RangeError(`a window is at most ${MAX_WINDOW_MS} ms long and has its start before its end`);
}

/** The script reckons in seconds. */
function inputOf({ window, heldTo = 0, width, height, fps, limits }: Fit) {
  const { min, max } = limits.durationMs;
  return {
    heldTo: heldTo / 1000,
    window: window && { from: window.from / 1000, to: window.to / 1000 },
    length: { min: min / 1000, max: max / 1000 },
    width,
    height,
    fps,
  };
}
