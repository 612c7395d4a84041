import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Real clips that nobody here made, in a folder beside the repository; a clone may be without it. */
const FOLDER = resolve(import.meta.dirname, '../../../../shared/clips');

export const NO_SHARED_CLIPS = !existsSync(FOLDER);

export function sharedClip(name: string): string {
  return resolve(FOLDER, name);
}
