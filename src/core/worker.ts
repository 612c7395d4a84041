import { hostname } from 'node:os';
import { ulid } from 'ulid';

/** Names this process in leases and turns: the machine, the process on it, and this very run. */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${ulid()}`;
}

/**
 * Whether a worker of this machine is surely gone, so that nobody needs to wait until its time is over. Of another
 * machine that cannot be known.
 */
export function isGone(worker: string, self: string): boolean {
  const [host, pid] = worker.split(':');
  const [ownHost, ownPid] = self.split(':');
  if (host !== ownHost || worker === self) return false;
  // The same number once more: this process has it now.
  if (pid === ownPid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
