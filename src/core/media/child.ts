import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { constants, setPriority, tmpdir } from 'node:os';
import type { ZodType } from 'zod';
import { ChildProblem } from './child-problem.ts';
import { answerSchema } from './in-child/answer.ts';
import { Semaphore } from './semaphore.ts';

/** A piece of work for a process of its own. */
export interface ChildTask<T> {
  /** The script, which calls `serve`. */
  script: URL;
  /** Handed over as JSON. */
  input: unknown;
  /** Nothing that a process says is believed before it passes this. */
  result: ZodType<T>;
  /** From the start of the process (not of the waiting) to its answer; then it is killed. */
  deadlineMs: number;
  /** How long it may go without reporting progress; without it, the deadline is the only limit. */
  silenceMs?: number;
  /** Takes minutes rather than seconds: one place is always left for tasks that do not. */
  isLong?: boolean;
  /** Limit of its JavaScript heap; native memory comes on top. */
  heapMb: number;
  /** Limit of everything it holds in memory; above it, it is ended as if it had crashed. */
  memoryMb?: number;
  /** More of its environment; it has nearly none of ours. */
  env?: Readonly<Record<string, string>>;
  /** Shares of the work done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The largest clips that are worked on hold 1.3 gigabytes (`bench/fit.ts`). */
export const MOST_MEMORY_MB = 3_000;
/** Enough of what a broken process says to see why. */
const STDERR_TAIL = 2_000;
/** Signals that a process gets for what it did itself. */
const FAULTS: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
]);

/**
 * Runs work on media files in processes that can be killed: some damaged files make a reader spin for ever, and a
 * spinning thread answers to nothing but SIGKILL. Each process does one task at low priority, without our
 * environment and open files, and is gone when `run` settles; when our own process dies, it kills itself.
 */
export class MediaChildren {
  readonly #places: Semaphore;
  readonly #longPlaces: Semaphore;
  readonly #running = new Set<ChildProcess>();

  /** At most `atOnce` processes run; further tasks wait in line. */
  constructor(options: { atOnce: number }) {
    this.#places = new Semaphore(options.atOnce);
    this.#longPlaces = new Semaphore(Math.max(1, options.atOnce - 1));
  }

  /** Ids of the processes that run now. */
  get pids(): number[] {
    return [...this.#running].flatMap(({ pid }) => pid ?? []);
  }

  /** Rejects with a ChildProblem, and with `signal.reason` when aborted. */
  async run<T>(task: ChildTask<T>, signal: AbortSignal): Promise<T> {
    const run = () => this.#places.run(() => this.#runNow(task, signal), signal);
    return task.isLong ? this.#longPlaces.run(run, signal) : run();
  }

  async #runNow<T>(task: ChildTask<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const child = start(task);
    this.#running.add(child);
    const kill = () => child.kill('SIGKILL');
    const gone = whenGone(child);
    signal.addEventListener('abort', kill, { once: true });
    try {
      return await converse(child, task, gone);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', kill);
      kill();
      await gone;
      this.#running.delete(child);
    }
  }
}

function start(task: ChildTask<unknown>): ChildProcess {
  const child = fork(task.script, [String(process.pid), String(task.memoryMb ?? MOST_MEMORY_MB)], {
    cwd: tmpdir(),
    env: { ...task.env, TZ: 'UTC', LANG: 'C.UTF-8' },
    execArgv: [`--max-old-space-size=${task.heapMb}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It may be gone already, or the system may not let us: neither matters.
  }
  return child;
}

interface End {
  fault: boolean;
  how: string;
}

/** Resolves, never rejects, once the process is no more. */
function whenGone(child: ChildProcess): Promise<End> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_TAIL);
  });
  return new Promise((resolve) => {
    child.once('close', (code, killer) =>
      resolve({
        fault: killer !== null && FAULTS.has(killer),
        how: `${killer ?? `exit code ${code}`} ${said}`.trim(),
      }),
    );
    child.once('error', (problem) => {
      if (child.pid === undefined) resolve({ fault: false, how: problem.message });
    });
  });
}

/** Gives the task and waits for the answer, the deadline or the end of the process, whichever comes first. */
async function converse<T>(child: ChildProcess, task: ChildTask<T>, gone: Promise<End>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const { deadlineMs, silenceMs = deadlineMs } = task;
  const late = (ms: number) => reject(new ChildProblem('timed_out', `no answer within ${ms} ms`));
  const deadline = setTimeout(late, deadlineMs, deadlineMs);
  const silence = setTimeout(late, silenceMs, silenceMs);
  const hear = (message: unknown) => {
    const answer = answerSchema.safeParse(message);
    if (!answer.success) return reject(new ChildProblem('failed', 'it said something that is no answer'));
    if (answer.data.kind === 'progress') {
      silence.refresh();
      return task.onProgress?.(answer.data.share);
    }
    if (answer.data.kind === 'refused') return reject(refusal(answer.data));
    const result = task.result.safeParse(answer.data.value);
    if (result.success) return resolve(result.data);
    reject(new ChildProblem('failed', 'its result is none', { cause: result.error }));
  };
  child.on('message', hear);
  child.send({ input: task.input }, (problem) => {
    if (problem) reject(new ChildProblem('failed', 'it took no task', { cause: problem }));
  });
  void gone.then(({ fault, how }) => {
    reject(new ChildProblem(fault ? 'crashed' : 'failed', `ended without an answer: ${how}`));
  });
  return promise.finally(() => {
    child.off('message', hear);
    clearTimeout(deadline);
    clearTimeout(silence);
  });
}

function refusal(answer: { refusal: string; message: string; detail?: string | undefined }): ChildProblem {
  return new ChildProblem('refused', answer.message, answer);
}
