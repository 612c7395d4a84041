import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A PostgreSQL on a free port of loopback. */
export interface Server {
  /** Of a database on it from which others can be made. */
  url: string;
  /** Ends every connection, as an operator does to restart it. */
  stop(): Promise<void>;
  /** At the same address, with everything that was committed. */
  start(): Promise<void>;
  /** For good. */
  close(): Promise<void>;
}

/**
 * Starts one. `durable`: whether a commit waits for the disk, which tests need not, because none of them takes the power away.
 * Rejects with what is missing where it cannot run.
 */
export async function startServer({ durable = false } = {}): Promise<Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recut-postgres-'));
  const flags = ['max_connections=300', `fsync=${durable ? 'on' : 'off'}`].flatMap((flag) => ['-c', flag]);
  const child = fork(new URL('./server.child.ts', import.meta.url), [folder, ...flags], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // In a process group of its own, so that Ctrl-C ends the tests first.
    detached: true,
  });
  const close = async () => {
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  try {
    const url = await tell(child, 'start');
    return {
      url,
      close,
      start: async () => void (await tell(child, 'start')),
      stop: async () => void (await tell(child, 'stop')),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function tell(child: ChildProcess, command: 'start' | 'stop'): Promise<string> {
  child.send(command);
  const answer = await Promise.race([once(child, 'message'), died(child)]);
  const { url, problem } = answer[0] as { url?: string; problem?: string };
  if (url === undefined) throw new Error(problem ?? 'no answer');
  return url;
}

async function died(child: ChildProcess): Promise<[{ problem: string }]> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await once(child, 'close');
  return [{ problem: said.trim() }];
}
