import { z } from 'zod';
import type { Stretch } from '../edit/choosing.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import type { Cuts } from './plan-parts.ts';

/** How long scenes are looked for: what is not found by then is not worth more waiting. */
const SEARCH_MS = 45_000;
const CUTS_DEADLINE_MS = SEARCH_MS + 30_000;
const CUTS_HEAP_MB = 256;
const cutsSchema = z.object({ scenes: z.array(z.number()), keys: z.array(z.number()) });

/**
 * Looks where a stretch of a clip may well be cut. `onProgress` is told shares, 0 to 1.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec`.
 */
export async function findCuts(
  children: MediaChildren,
  source: string,
  within: Stretch,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<Cuts> {
  const task = {
    script: new URL('./in-child/cuts.ts', import.meta.url),
    input: { source, from: within.from / 1000, to: within.to / 1000, searchMs: SEARCH_MS },
    result: cutsSchema,
    deadlineMs: CUTS_DEADLINE_MS,
    heapMb: CUTS_HEAP_MB,
    isLong: true,
    onProgress,
  };
  try {
    return await children.run(task, signal);
  } catch (error) {
    throw asMediaError(error);
  }
}
