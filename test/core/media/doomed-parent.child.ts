import { z } from 'zod';
import { MediaChildren } from '../../../src/core/media/child.ts';

/** Starts a process that spins, tells its id, and waits to be killed. */
const children = new MediaChildren({ atOnce: 1 });
const script = new URL('./odd-jobs.child.ts', import.meta.url);
const task = { script, input: { do: 'spin' }, result: z.unknown(), deadlineMs: 60_000, heapMb: 64 };
void children.run(task, new AbortController().signal);
setTimeout(() => process.send?.(children.pids), 500);
