import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

const MEND_DEADLINE_MS = 3 * 60_000;
const MEND_HEAP_MB = 512;

/**
 * Writes a take once more, as an MP4 with the very same pictures, and with the sound of another file from its beginning
 * on, or with none (paths). AAC is copied as it is, anything else is encoded; sound is never longer than the pictures.
 * Rejects with a MediaError as `probe` does, and also with `unsupported_codec` for pictures or sound that cannot be put
 * into an MP4.
 */
export async function mendSound(
  children: MediaChildren,
  { take, sound }: { take: string; sound: string | null },
  destination: string,
  signal: AbortSignal,
): Promise<void> {
  const script = new URL('./in-child/mend-sound.ts', import.meta.url);
  try {
    await writeWhole(destination, (part) =>
      children.run(
        {
          script,
          input: { take, sound, part },
          result: z.null(),
          deadlineMs: MEND_DEADLINE_MS,
          heapMb: MEND_HEAP_MB,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
