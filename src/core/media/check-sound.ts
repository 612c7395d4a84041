import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import type { SoundVerdict } from './sound-lag.ts';

const CHECK_DEADLINE_MS = 60_000;
const CHECK_HEAP_MB = 256;
const verdictSchema: z.ZodType<SoundVerdict> = z.enum(['same', 'silent', 'shifted']);

/**
 * Listens to a clip and to its take, both of which have sound (paths): see `judgeSound`. Only their first two minutes count.
 * Rejects with a MediaError as `probe` does.
 */
export async function checkSound(
  children: MediaChildren,
  { clip, take }: { clip: string; take: string },
  signal: AbortSignal,
): Promise<SoundVerdict> {
  const task = {
    script: new URL('./in-child/check-sound.ts', import.meta.url),
    input: { clip, take },
    result: verdictSchema,
    deadlineMs: CHECK_DEADLINE_MS,
    heapMb: CHECK_HEAP_MB,
  };
  try {
    return await children.run(task, signal);
  } catch (error) {
    throw asMediaError(error);
  }
}
