import { z } from 'zod';
import type { Stretch } from '../edit/choosing.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

export interface ToJoin {
  /** In order: the path of each, and the stretch of the source that it was made of. */
  takes: readonly { path: string; of: Stretch }[];
  /** The path of the clip whose sound goes with them; null for none. */
  sound: string | null;
}

/** Where all takes have to be encoded anew, a slow machine is busy for this long. */
const JOIN_DEADLINE_MS = 40 * 60_000;
const JOIN_SILENCE_MS = 90_000;
const JOIN_HEAP_MB = 512;
const joinedSchema = z.object({ copied: z.boolean() });

/**
 * Joins takes in order into one MP4 that can be played while it loads. Their pictures are copied where all were encoded
 * in the same way, and encoded anew elsewhere, all in the size of the first; the sound is that of the source, in one
 * piece. Resolves with whether they were copied. Rejects with a MediaError as `probe` does, and also with
 * `unsupported_codec`.
 */
export async function join(
  children: MediaChildren,
  { takes, sound }: ToJoin,
  destination: string,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<{ copied: boolean }> {
  const inSeconds = takes.map(({ path, of }) => ({ path, from: of.from / 1000, to: of.to / 1000 }));
  try {
    return await writeWhole(destination, (part) =>
      children.run(
        {
          script: new URL('./in-child/join.ts', import.meta.url),
          input: { takes: inSeconds, sound, part },
          result: joinedSchema,
          deadlineMs: JOIN_DEADLINE_MS,
          silenceMs: JOIN_SILENCE_MS,
          heapMb: JOIN_HEAP_MB,
          isLong: true,
          onProgress,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
