import { z } from 'zod';
import type { ClipFacts } from '../edit/clip.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';

const PROBE_DEADLINE_MS = 30_000;
const PROBE_HEAP_MB = 256;

const factsSchema: z.ZodType<ClipFacts> = z.object({
  container: z.enum(['mp4', 'mov', 'webm', 'mkv']),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  durationMs: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive(),
  variableFps: z.boolean(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  hdr: z.boolean(),
  audioTracks: z.int().nonnegative(),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Reads the facts of a clip from its bytes, MP4, MOV, WebM and Matroska only. The whole file is looked through: rate and
 * length come from the frames themselves, and the hash of everything.
 * Rejects with a MediaError: `not_a_video`, `unsupported_container`, `damaged` (also when reading it had to be killed), `tool_failed`.
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
    return await children.run(task, signal);
  } catch (error) {
    throw asMediaError(error);
  }
}
