import { failpoint } from '#failpoint';
import type { ClipFacts } from '../edit/clip.ts';
import type { MediaChildren } from './child.ts';
import { factsSchema } from './facts-schema.ts';
import { asMediaError } from './media-error.ts';

/** A healthy file takes a quarter of a second, a large one a few. */
const PROBE_DEADLINE_MS = 20_000;
const PROBE_HEAP_MB = 256;

/**
 * Reads the facts of a clip from its bytes, MP4, MOV, WebM and Matroska only. The whole file is looked through:
 * rate and length come from the frames themselves, and the hash of everything.
 * Rejects with a MediaError: `not_a_video`, `unsupported_container`, `damaged` (also when reading it had to be
 * killed), `tool_failed`.
 */
export async function probe(children: MediaChildren, path: string, signal: AbortSignal): Promise<ClipFacts> {
  const task = {
    script: new URL('./in-child/probe.ts', import.meta.url),
    input: { path },
    result: factsSchema,
    deadlineMs: PROBE_DEADLINE_MS,
    heapMb: PROBE_HEAP_MB,
  };
  try {
    failpoint('probe.before');
    const facts = await children.run(task, signal);
    failpoint('probe.after');
    return facts;
  } catch (error) {
    throw asMediaError(error);
  }
}
