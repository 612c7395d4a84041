import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Real clips that nobody here made, in a folder beside the repository; a clone may be without it. */
export const SHARED_CLIPS = resolve(import.meta.dirname, '../../../../shared/clips');

export const NO_SHARED_CLIPS = !existsSync(SHARED_CLIPS);

export function sharedClip(name: string): string {
  return resolve(SHARED_CLIPS, name);
}
