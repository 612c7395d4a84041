import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ClipFacts, Fit } from '../../../src/core/edit/clip.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { fitFor } from '../../../src/core/media/fit.ts';
import { type Fitted, fitClip } from '../../../src/core/media/fit-clip.ts';
import { probe } from '../../../src/core/media/probe.ts';
import type { Model } from '../../../src/core/providers/model.ts';
import { KLING } from './kling-limits.ts';
import { makeStrangeClip, type StrangeClip } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const NEVER = new AbortController().signal;
export const CHILDREN = new MediaChildren({ atOnce: 1 });
/** Small, so that the tests are quick. */
export const LIMITS: Model['limits'] = {
  ...KLING,
  side: { min: 128, max: 640 },
  durationMs: { min: 400, max: 10_050 },
};

interface Result extends Fitted {
  path: string;
  facts: ClipFacts;
  fit: Fit;
}

/** Plans and does a fit, and looks that nothing else is left behind. */
export async function fitted(
  source: string,
  window: Fit['window'] = null,
  limits: Model['limits'] = LIMITS,
): Promise<Result> {
  const folder = await temporaryFolder();
  const path = join(folder, 'fitted.mp4');
  const fit = await planFor(source, limits, window);
  const done = await fitClip(CHILDREN, source, path, fit, NEVER);
  expect(await readdir(folder)).toEqual(['fitted.mp4']);
  expect(CHILDREN.pids).toEqual([]);
  return { ...done, path, fit, facts: await probe(CHILDREN, path, NEVER) };
}

/** The plan for a clip that has to be fitted. */
export async function planFor(
  source: string,
  limits: Model['limits'],
  window: Fit['window'] = null,
): Promise<Fit> {
  const fit = fitFor(await probe(CHILDREN, source, NEVER), limits, window);
  if (!fit) throw new Error('the clip fits already');
  return fit;
}

/** The path of a strange clip. */
export async function strange(clip: Omit<StrangeClip, 'path'>): Promise<string> {
  const path = join(await temporaryFolder(), 'source');
  await makeStrangeClip(CHILDREN, { path, ...clip });
  return path;
}
