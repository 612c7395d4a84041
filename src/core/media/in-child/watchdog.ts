import { workerData } from 'node:worker_threads';
import { z } from 'zod';

const LOOK_EVERY_MS = 500;
const MB = 1_000_000;

/**
 * Runs as a thread of a process for media and ends that process, however busy it is, once its parent is no more, or once
 * it holds more memory than it may.
 */
const { parent, memoryMb } = z
  .object({ parent: z.number().int().positive(), memoryMb: z.number().positive() })
  .parse(workerData);

function isAlive(): boolean {
  if (process.ppid !== parent) return false;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}

setInterval(() => {
  if (!isAlive()) process.kill(process.pid, 'SIGKILL');
  // A fault of its own, to whoever waits for it: the file made it grow.
  if (process.memoryUsage.rss() > memoryMb * MB) process.kill(process.pid, 'SIGABRT');
}, LOOK_EVERY_MS);
