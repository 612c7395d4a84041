import { Worker } from 'node:worker_threads';
import type { ZodType } from 'zod';
import { z } from 'zod';
import type { Answer } from './answer.ts';

/** Thrown by a script that cannot do its task, to say why in one of its own codes. */
export class Refusal extends Error {
  readonly refusal: string;
  readonly detail: string | undefined;

  constructor(refusal: string, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.refusal = refusal;
    this.detail = options.detail;
  }
}

/**
 * Makes this process do one task for the process that forked it. It does not end by itself afterwards: the other side
 * kills it, which also spares it the tearing down of native code. Any error but a Refusal ends it at once.
 */
export function serve<Input, Result>(
  input: ZodType<Input>,
  work: (input: Input, report: (share: number) => void) => Promise<Result>,
): void {
  setWatchdog();
  process.on('unhandledRejection', (error) => {
    if (!isDecoderEcho(error)) throw error;
  });
  const task = z.object({ input });
  const say = (answer: Answer) => process.send?.(answer);
  process.once('disconnect', () => process.exit(1));
  process.once('message', async (message) => {
    try {
      const report = (share: number) => say({ kind: 'progress', share: Math.min(1, Math.max(0, share)) });
      say({ kind: 'done', value: await work(task.parse(message).input, report) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { refusal, message, detail } = error;
      say({ kind: 'refused', refusal, message, ...(detail === undefined ? {} : { detail }) });
    }
  });
}

/**
 * When a decoder refuses a packet, whoever asked for frames is told; the library then closes that decoder behind the
 * failed call, which fails for the same reason with nobody listening (mediabunny 1.61, `customDecoderCallSerializer`).
 */
function isDecoderEcho(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'FFmpegError';
}

/** The main thread may spin and learn neither that its parent died nor how much it holds; another thread does. */
function setWatchdog(): void {
  const [parent, memoryMb] = process.argv.slice(2).map(Number);
  new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: { parent, memoryMb } }).unref();
}
