import { z } from 'zod';
import type { Millis } from '../clock.ts';
import type { Stretch } from '../edit/choosing.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

const STRIP_DEADLINE_MS = 120_000;
const STRIP_HEAP_MB = 256;
const stripSchema = z.object({ times: z.array(z.number()) });

/**
 * Draws a JPEG, 1200 pixels wide, with ten to twelve moments of a stretch of a clip, each with its time below it, and
 * writes it to `destination`. Resolves with the times. Rejects with a MediaError as `probe` does, and also with
 * `unsupported_codec`.
 */
export async function strip(
  children: MediaChildren,
  source: string,
  within: Stretch,
  destination: string,
  signal: AbortSignal,
): Promise<Millis[]> {
  const script = new URL('./in-child/strip.ts', import.meta.url);
  try {
    const { times } = await writeWhole(destination, (part) =>
      children.run(
        {
          script,
          input: { source, within, part },
          result: stripSchema,
          deadlineMs: STRIP_DEADLINE_MS,
          heapMb: STRIP_HEAP_MB,
        },
        signal,
      ),
    );
    return times;
  } catch (error) {
    throw asMediaError(error);
  }
}
