import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

/** Two clips: what was given to the model, and what came back. */
export interface Comparison {
  /** Paths. */
  before: string;
  after: string;
  /** The moment of the first, in milliseconds, at which the second begins; its start if left out. */
  beforeFrom?: number;
}

const COMPARE_DEADLINE_MS = 120_000;
const COMPARE_HEAP_MB = 256;

/**
 * Draws a JPEG, 1200 pixels wide, with the same three to five moments of both clips one above the other, and writes
 * it to `destination`. Moments are matched by time, because a model gives back another frame rate.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec`.
 */
export async function compare(
  children: MediaChildren,
  { before, after, beforeFrom = 0 }: Comparison,
  destination: string,
  signal: AbortSignal,
): Promise<void> {
  const script = new URL('./in-child/compare.ts', import.meta.url);
  try {
    await writeWhole(destination, (part) =>
      children.run(
        {
          script,
          input: { before, after, beforeFrom: beforeFrom / 1000, part },
          result: z.null(),
          deadlineMs: COMPARE_DEADLINE_MS,
          heapMb: COMPARE_HEAP_MB,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
