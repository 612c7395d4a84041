import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { ChildProblem } from '../../../src/core/media/child-problem.ts';
import { asMediaError, MediaError } from '../../../src/core/media/media-error.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { mutate } from './mutate.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SEEDS = 18;
const PATIENCE_MS = 5_000;

describe('a damaged clip', () => {
  it.each(['mp4', 'webm'] as const)(
    'gives facts, a clear error or has to be stopped, and never more: %s',
    async (container) => {
      const folder = await temporaryFolder();
      const whole = join(folder, 'whole');
      await makeClip({ path: whole, width: 160, height: 120, seconds: 1, container });
      const content = await readFile(whole);
      const children = new MediaChildren({ atOnce: 1 });
      const endings: string[] = [];
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const path = join(folder, `damaged-${seed}`);
        await writeFile(path, mutate(content, seed).content);
        endings.push(await endingOf(children, path));
        expect(children.pids).toEqual([]);
      }
      expect(
        endings.filter((ending) => !['facts', 'damaged', 'not_a_video', 'stopped'].includes(ending)),
      ).toEqual([]);
      expect(endings).toContain('damaged');
    },
    120_000,
  );

  it('that makes its reader spin can be stopped', async () => {
    const path = join(await temporaryFolder(), 'spins.mp4');
    await makeSpinner(path);
    const children = new MediaChildren({ atOnce: 1 });
    const stop = new AbortController();
    const ended = probe(children, path, stop.signal);
    const early = await Promise.race([
      ended,
      new Promise((later) => setTimeout(later, 2_000, 'still reading')),
    ]);
    expect(early).toBe('still reading');
    stop.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
    expect(children.pids).toEqual([]);
  });

  it.each([
    ['timed_out', 'damaged', false],
    ['crashed', 'damaged', false],
    ['failed', 'tool_failed', true],
  ] as const)('is told from a failure of our own: a reader that %s', (problem, code, retryable) => {
    expect(asMediaError(new ChildProblem(problem, 'no result'))).toMatchObject({ code, retryable });
  });
});

async function endingOf(children: MediaChildren, path: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    await probe(children, path, signal);
    return 'facts';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    return error instanceof MediaError ? error.code : String(error);
  }
}

/** A clip whose table says that each chunk holds four billion frames. */
async function makeSpinner(path: string): Promise<void> {
  await makeClip({ path, width: 64, height: 64, seconds: 0.2, sound: false });
  const content = await readFile(path);
  content.writeUInt32BE(0xfffffff0, content.indexOf('stsc') + 16);
  await writeFile(path, content);
}
