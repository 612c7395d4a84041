import { describe, expect, it } from 'vitest';
import { readMovie } from '../../../src/sandbox/media/movie-facts.ts';
import { runInChild } from '../../../src/sandbox/media/run-in-child.ts';

const spinning = new URL('./spinning.child.ts', import.meta.url);
const dying = new URL('./dying.child.ts', import.meta.url);
const children = () => process.getActiveResourcesInfo().filter((what) => what === 'ProcessWrap').length;

describe('a media process', () => {
  it('is killed at its deadline, even when it spins', async () => {
    const job = runInChild(spinning, null, { deadlineMs: 1_000 });
    expect(children()).toBe(1);
    await expect(job).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect.poll(children).toBe(0);
  });

  it('is killed when nobody wants its work any more', async () => {
    const stop = new AbortController();
    const job = runInChild(spinning, null, { deadlineMs: 20_000, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await expect(job).rejects.toThrow('enough');
    await expect.poll(children).toBe(0);
  });

  it('is not even started for somebody who has given up', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(runInChild(spinning, null, { deadlineMs: 1_000, signal })).rejects.toThrow('too late');
  });

  it('takes nobody with it when it dies', async () => {
    await expect(runInChild(dying, null, { deadlineMs: 20_000 })).rejects.toThrow(/died \(SIGSEGV\)/);
  });

  it('says what is wrong with what it was given', async () => {
    await expect(readMovie(import.meta.filename)).rejects.toThrow();
    await expect(readMovie('/nowhere/clip.mp4')).rejects.toThrow(/ENOENT/);
    await expect.poll(children).toBe(0);
  });
});
