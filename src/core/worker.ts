import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { ulid } from 'ulid';

/** Names this process in leases and turns: where it runs, the process there, and this very run. */
export function workerName(): string {
  return `${whereabouts()}:${process.pid}:${ulid()}`;
}

/**
 * Whether a worker of this machine is surely gone, so that nobody needs to wait until its time is over. Of another
 * machine that cannot be known.
 */
export function isGone(worker: string, self: string): boolean {
  const [where, pid] = worker.split(':');
  const [ownWhere, ownPid] = self.split(':');
  if (where !== ownWhere || worker === self) return false;
  // The same number once more: this process has it now.
  if (pid === ownPid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Where the number of a process means the same process. Containers have numbers of their own, and may share a host name;
 * on Linux the machine's start and the namespace of its processes tell them apart (man 7 pid_namespaces, man 4 random).
 */
function whereabouts(): string {
  const start = orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const numbers = orNothing(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, ''));
  return [hostname(), start, numbers].filter((each) => each !== '').join('/');
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
