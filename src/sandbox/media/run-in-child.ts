import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Report = z.union([z.object({ result: z.unknown() }), z.object({ error: z.string() })]);

export interface ChildLimits {
  /** The child is killed then: a damaged file can keep the media library spinning for ever. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs one job in a process of its own, written as `serveJob(…)` in `script`. Media is only ever touched this way:
 * a spinning or crashing decoder takes nobody with it.
 * @throws what the job threw (as text), or that it was killed or died.
 */
export async function runInChild(script: URL, job: unknown, limits: ChildLimits): Promise<unknown> {
  const signals = [AbortSignal.timeout(limits.deadlineMs), ...(limits.signal ? [limits.signal] : [])];
  const signal = AbortSignal.any(signals);
  signal.throwIfAborted();
  const child = fork(fileURLToPath(script), { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-2000);
  });
  let report: unknown;
  child.once('message', (message) => {
    report = message;
  });
  child.once('spawn', () => child.send({ job }));
  try {
    const [code, killedBy] = await once(child, 'close');
    signal.throwIfAborted();
    const told = Report.safeParse(report);
    if (!told.success) throw new Error(`The media process died (${code ?? killedBy}): ${words}`);
    if ('error' in told.data) throw new Error(told.data.error);
    return told.data.result;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
