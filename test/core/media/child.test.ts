import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { type ChildTask, MediaChildren } from '../../../src/core/media/child.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SCRIPT = new URL('./odd-jobs.child.ts', import.meta.url);
const NEVER = new AbortController().signal;

function job(what: string, wish: Partial<ChildTask<unknown>> = {}): ChildTask<unknown> {
  return {
    script: SCRIPT,
    input: { do: what },
    result: z.unknown(),
    deadlineMs: 20_000,
    heapMb: 64,
    ...wish,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs a job to its end and resolves with how it ended, and with the processes that were seen meanwhile. */
async function runToEnd(task: ChildTask<unknown>, signal = NEVER) {
  const children = new MediaChildren({ atOnce: 1 });
  const end = children.run(task, signal).then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error }),
  );
  await nextTurn();
  const pids = children.pids;
  expect(pids).toHaveLength(1);
  const { result, error } = await end;
  expect(children.pids).toEqual([]);
  expect(pids.filter(isAlive)).toEqual([]);
  return { result, error };
}

describe('a process for media', () => {
  it('does its task and is gone when the result is here', async () => {
    expect(await runToEnd(job('hello'))).toEqual({ result: 'hello', error: null });
  });

  it('is killed at its deadline even while it spins', async () => {
    const { error } = await runToEnd(job('spin', { deadlineMs: 1_000 }));
    expect(error).toMatchObject({ code: 'timed_out', retryable: false });
  });

  it('is killed when it has not reported anything for too long, and not while it does', async () => {
    const { error } = await runToEnd(job('falter', { silenceMs: 1_500 }));
    expect(error).toMatchObject({ code: 'timed_out', message: expect.stringContaining('1500 ms') });
    const { result } = await runToEnd(job('persevere', { silenceMs: 1_500 }));
    expect(result).toBe('done');
  });

  it.each(['spin', 'sleep'])('is killed when its task is aborted: %s', async (what) => {
    const stop = new AbortController();
    const reason = new Error('no longer wanted');
    setTimeout(() => stop.abort(reason), 500);
    const { error } = await runToEnd(job(what), stop.signal);
    expect(error).toBe(reason);
  });

  it('is ended as if it had crashed once it holds more memory than it may', async () => {
    const { error } = await runToEnd(job('grow', { memoryMb: 300 }));
    expect(error).toMatchObject({ code: 'crashed', retryable: false });
  });

  it('says in a code of its own why it does not do a task', async () => {
    const { error } = await runToEnd(job('refuse'));
    expect(error).toMatchObject({
      code: 'refused',
      refusal: 'no_thanks',
      detail: 'because',
      message: 'not this one',
    });
  });

  it.each([
    ['throws', 'throw', 'failed', /a mistake in the script/],
    ['leaves', 'leave', 'failed', /exit code 7/],
    ['aborts', 'abort', 'crashed', /SIGABRT/],
    ['runs out of memory', 'eat', 'crashed', /heap/],
    ['says something that is no answer', 'lie', 'failed', /no answer/],
  ])('is told apart from a refusal when it %s', async (_, what, code, message) => {
    const { error } = await runToEnd(job(what));
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(message),
      retryable: code === 'failed',
    });
  });

  it('is not believed when its result has another shape', async () => {
    const { error } = await runToEnd(job('hello', { result: z.number() }));
    expect(error).toMatchObject({ code: 'failed' });
  });

  it('that does not exist fails', async () => {
    const script = new URL('./no-such-script.ts', import.meta.url);
    const { error } = await runToEnd(job('hello', { script }));
    expect(error).toMatchObject({ code: 'failed', message: expect.stringMatching(/no-such-script/) });
  });

  it('reports its progress, within 0 and 1', async () => {
    const shares: number[] = [];
    await runToEnd(job('progress', { onProgress: (share) => shares.push(share) }));
    expect(shares).toEqual([0, 0.5, 1, 1]);
  });

  it.skipIf(process.platform !== 'linux')(
    'sees nothing of our environment and open files, and yields to others (looked up in /proc)',
    async () => {
      const secret = join(await temporaryFolder(), 'secret');
      await using _file = await open(secret, 'w');
      const { result } = await runToEnd(job('look', { env: { WANTED: '1' } }));
      const seen = z
        .object({ env: z.array(z.string()), niceness: z.number(), open: z.array(z.string()) })
        .parse(result);
      expect(seen.env.filter((name) => !name.startsWith('NODE_CHANNEL')).sort()).toEqual([
        'LANG',
        'TZ',
        'WANTED',
      ]);
      expect(seen.niceness).toBeGreaterThanOrEqual(7);
      expect(seen.open).not.toContain(secret);
    },
  );

  it('does not outlive a parent that was killed, even while it spins', async () => {
    const parent = fork(new URL('./doomed-parent.child.ts', import.meta.url), { execArgv: [] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [pids] = await once(parent, 'message');
    const [pid] = z.tuple([z.number()]).parse(pids);
    onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 100 });
  });
});

describe('many tasks', () => {
  it('run in no more processes than allowed, in the order they came', async () => {
    const children = new MediaChildren({ atOnce: 2 });
    const done: string[] = [];
    let most = 0;
    const looking = setInterval(() => {
      most = Math.max(most, children.pids.length);
    }, 5);
    onTestFinished(() => clearInterval(looking));
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => children.run(job(name), NEVER).then(() => done.push(name))));
    expect(done.toSorted()).toEqual(names);
    expect(most).toBe(2);
  });

  it('that are long leave a place for those that are not', async () => {
    const children = new MediaChildren({ atOnce: 2 });
    const stop = new AbortController();
    const long = [1, 2].map(() => children.run(job('sleep', { isLong: true }), stop.signal));
    await vi.waitFor(() => expect(children.pids).toHaveLength(1));
    expect(await children.run(job('short'), NEVER)).toBe('short');
    expect(children.pids).toHaveLength(1);
    stop.abort(new Error('stopped'));
    await Promise.all(long.map((each) => expect(each).rejects.toThrow('stopped')));
  });

  it('leave the line when they are aborted, without ever having had a process', async () => {
    const children = new MediaChildren({ atOnce: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = children.run(job('sleep'), first.signal);
    const waiting = children.run(job('sleep'), second.signal);
    const third = children.run(job('third'), NEVER);
    await vi.waitFor(() => expect(children.pids).toHaveLength(1));
    second.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(children.pids).toHaveLength(1);
    first.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(await third).toBe('third');
  });
});
