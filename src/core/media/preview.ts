import { z } from 'zod';
import type { Millis } from '../clock.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

const PREVIEW_DEADLINE_MS = 120_000;
const PREVIEW_HEAP_MB = 256;
const LONGEST_MS = 4_000;
const FPS = 8;

/**
 * Makes a short moving picture without sound of the beginning of a clip, 320 pixels wide: a GIF, which every chat plays in
 * place (not all play an animated WebP), of a megabyte or so. Rejects with a MediaError as `frames` does.
 */
export async function makePreview(
  children: MediaChildren,
  clip: string,
  durationMs: Millis,
  destination: string,
  signal: AbortSignal,
): Promise<void> {
  const count = Math.max(1, Math.floor((Math.min(durationMs, LONGEST_MS) / 1000) * FPS));
  const times = Array.from({ length: count }, (_, index) => index / FPS);
  try {
    await writeWhole(destination, (part) =>
      children.run(
        {
          script: new URL('./in-child/preview.ts', import.meta.url),
          input: { clip, part, times, delayMs: 1000 / FPS },
          result: z.null(),
          deadlineMs: PREVIEW_DEADLINE_MS,
          heapMb: PREVIEW_HEAP_MB,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
