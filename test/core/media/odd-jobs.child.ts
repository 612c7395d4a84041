import { readdirSync, readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { z } from 'zod';
import { Refusal, serve } from '../../../src/core/media/in-child/serve.ts';

/** A process for media with every kind of ending. */
serve(z.object({ do: z.string() }), async (job, report) => {
  switch (job.do) {
    case 'spin':
      for (;;);
    case 'sleep':
      return new Promise(() => setInterval(() => undefined, 1000));
    case 'refuse':
      throw new Refusal('no_thanks', 'not this one', { detail: 'because' });
    case 'throw':
      throw new Error('a mistake in the script');
    case 'leave':
      process.exit(7);
      break;
    case 'abort':
      process.abort();
      break;
    case 'eat': {
      const eaten: number[][] = [];
      for (;;) eaten.push(Array.from({ length: 1_000_000 }, (_, index) => index));
    }
    case 'grow':
      for (const grown: Buffer[] = []; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
        grown.push(Buffer.alloc(20_000_000, 1));
      }
    case 'progress':
      for (const share of [0, 0.5, 1, 7]) report(share);
      return 'done';
    case 'falter':
      report(0.5);
      return new Promise(() => setInterval(() => undefined, 1000));
    case 'persevere':
      for (const share of [0, 0.2, 0.4, 0.6]) {
        report(share);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      return 'done';
    case 'lie':
      process.send?.({ kind: 'nonsense' });
      return 'done';
    case 'look':
      return { env: Object.keys(process.env), niceness: getPriority(), open: openFiles() };
    default:
      return job.do;
  }
  return null;
});

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}
