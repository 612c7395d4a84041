import { z } from 'zod';
import type { MediaChildren } from '../../../src/core/media/child.ts';

const heardSchema = z.object({ tracks: z.number(), loudFrom: z.number().nullable(), until: z.number() });

/** How many tracks of sound a clip has, when the first of them becomes loud, and when it ends. Seconds. */
export async function listen(children: MediaChildren, path: string): Promise<z.output<typeof heardSchema>> {
  const script = new URL('./listen.child.ts', import.meta.url);
  const task = { script, input: { path }, result: heardSchema, deadlineMs: 60_000, heapMb: 256 };
  return children.run(task, new AbortController().signal);
}
