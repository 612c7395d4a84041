import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditIn, KeptFile } from '../edit/edit.ts';
import { frames } from '../media/frames.ts';
import type { Kit } from './kit.ts';

const FILE = 'still.jpg';
const WIDTH = 640;
/** Not the very first picture: many clips begin in black. */
const MOMENT = 0.3;

/**
 * A picture of the clip for those who decide about it. Null, and a line in the log, when none can be made: a question is
 * asked without it rather than not at all.
 */
export async function stillOf(
  edit: EditIn<'quoted'>,
  { workspace, media, logger }: Kit,
  signal: AbortSignal,
): Promise<KeptFile | null> {
  const path = workspace.pathFor(edit.id, FILE);
  const clip = workspace.pathFor(edit.id, edit.clip.file);
  try {
    const folder = await mkdtemp(join(path, '..', 'still-'));
    try {
      const timesMs = [edit.clip.facts.durationMs * MOMENT];
      const [frame] = await frames(media, clip, { timesMs, width: WIDTH, format: 'jpeg', folder }, signal);
      if (!frame) return null;
      await rename(frame.path, path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return { file: FILE, bytes: (await stat(path)).size };
  } catch (error) {
    signal.throwIfAborted();
    logger.warn(
      { edit: edit.id, err: error },
      'no picture of the clip could be made; it is asked for without one',
    );
    return null;
  }
}
