import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { fitClip } from '../../../src/core/media/fit-clip.ts';
import { MediaError } from '../../../src/core/media/media-error.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { shrinkFor } from '../../../src/core/media/shrink.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { mutate } from './mutate.ts';
import { NO_SHARED_CLIPS, SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Longer where there is time for it: `FUZZ_SECONDS=600 npm test -- test/core/media/fuzz.test.ts`. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 20);
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** Of what spins. The product waits longer; here it would be all of the time. */
const PATIENCE_MS = 6_000;
/** So that the fitting of what is still whole takes no longer than the probing. */
const SMALL = { width: 160, height: 120, fps: 24 };
const WINDOW = { from: 0, to: 500 };

describe('damaged copies of clips', () => {
  it(
    `are probed and fitted for ${SECONDS} seconds, and none does more than give facts, be refused or be stopped`,
    async () => {
      const folder = await temporaryFolder();
      const originals = await clips(folder);
      const children = new MediaChildren({ atOnce: 2 });
      const endings = new Map<string, number>();
      const until = Date.now() + SECONDS * 1000;
      let seed = FIRST_SEED;
      const worker = async (place: number) => {
        const path = join(folder, `damaged-${place}`);
        while (Date.now() < until) {
          const { name, content } = originals[seed % originals.length] ?? {
            name: '',
            content: Buffer.alloc(0),
          };
          const mine = seed;
          seed += 1;
          await writeFile(path, mutate(content, mine).content);
          const ending = await endingOf(children, path, `${path}.fitted`);
          endings.set(ending, (endings.get(ending) ?? 0) + 1);
          expect(ending, `seed ${mine} of ${name}`).toMatch(/^(?:fitted|stopped|(?:probe|fit): [a-z_]+)$/);
        }
      };
      await Promise.all([worker(0), worker(1)]);
      expect(children.pids).toEqual([]);
      const count = [...endings.values()].reduce((sum, each) => sum + each, 0);
      console.log(
        `fuzzed ${count} damaged files (seeds ${FIRST_SEED} to ${seed - 1}): ` +
          [...endings].map(([ending, times]) => `${times} ${ending}`).join(', '),
      );
      expect(count).toBeGreaterThan(0);
      const own = readdirSync(folder).filter((name) => name.endsWith('.part'));
      expect(own).toEqual([]);
    },
    (SECONDS + 60) * 1000,
  );
});

/** The real ones where they are at hand, and two of our own. */
async function clips(folder: string): Promise<{ name: string; content: Buffer }[]> {
  const own = await Promise.all(
    (['mp4', 'webm'] as const).map(async (container) => {
      const path = join(folder, container);
      await makeClip({ path, seconds: 1, ...SMALL, container, sound: true });
      return { name: container, content: readFileSync(path) };
    }),
  );
  const shared = NO_SHARED_CLIPS ? [] : readdirSync(SHARED_CLIPS).filter((name) => !name.endsWith('.md'));
  return [...own, ...shared.map((name) => ({ name, content: readFileSync(sharedClip(name)) }))];
}

async function endingOf(children: MediaChildren, path: string, fitted: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let step = 'probe';
  try {
    const facts = await probe(children, path, signal);
    step = 'fit';
    const size = { width: SMALL.width, height: SMALL.height };
    await fitClip(children, path, fitted, { ...shrinkFor(facts, 200_000), ...size, window: WINDOW }, signal);
    return 'fitted';
  } catch (error) {
    if (signal.aborted) return 'stopped';
    // Anything else than a refusal of the file is a mistake of ours.
    return error instanceof MediaError && !error.retryable
      ? `${step}: ${error.code}`
      : `${step} failed: ${String(error)}`;
  }
}
