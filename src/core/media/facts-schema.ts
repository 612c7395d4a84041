import { z } from 'zod';
import type { ClipFacts } from '../edit/clip.ts';

/** What the facts of any clip look like; those of a damaged one may not. */
export const factsSchema: z.ZodType<ClipFacts> = z.object({
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
