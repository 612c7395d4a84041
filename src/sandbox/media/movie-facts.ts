import { z } from 'zod';
import { runInChild } from './run-in-child.ts';

const MovieFacts = z.object({
  container: z.enum(['mp4', 'mov', 'webm', 'mkv']),
  bytes: z.number(),
  /** Of the whole file: where its longest track ends. */
  seconds: z.number(),
  /** As displayed: rotation and pixel aspect applied. */
  width: z.number(),
  height: z.number(),
  /** Average frames per second. */
  fps: z.number(),
  hasSound: z.boolean(),
});
/** The facts of a video file that the stand-ins go by. */
export type MovieFacts = z.infer<typeof MovieFacts>;

/** @throws when the file is no video that can be read, or reading it takes longer than a healthy file ever does. */
export async function readMovie(file: string, signal?: AbortSignal): Promise<MovieFacts> {
  const script = new URL('movie-facts.child.ts', import.meta.url);
  return MovieFacts.parse(await runInChild(script, { file }, { deadlineMs: 20_000, signal }));
}
