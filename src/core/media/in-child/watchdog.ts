import { workerData } from 'node:worker_threads';
import { z } from 'zod';

const LOOK_EVERY_MS = 500;

/** Runs as a thread of a process for media and ends that process, however busy it is, once its parent is no more. */
const parent = z.number().int().positive().parse(workerData);

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
}, LOOK_EVERY_MS);
