import type { Logger } from 'pino';
import type { Millis } from './core/clock.ts';
import type { Edit, EditId } from './core/edit/edit.ts';
import type { Handout } from './core/handout/handout.ts';
import type { Library } from './core/library/library.ts';
import type { Workspace } from './core/media/workspace.ts';
import type { Store } from './core/store/store.ts';

const EVERY_MS = 60 * 60_000;
/** Longer than anything writes to one file without a pause. */
const PART_MS = 60 * 60_000;

interface Parts {
  workspace: Workspace;
  library: Library;
  store: Store;
  platforms: readonly string[];
  keepMs: Millis;
  handout: Handout | null;
  logger: Logger;
}

/** The clips of parts are cut before their edits begin, and their takes are joined after those have ended. */
function filesNeededBy(edit: Edit): EditId[] {
  const parts = ('parts' in edit && edit.parts) || [];
  return [edit.id, ...parts.map(({ id }) => id)];
}

/**
 * Removes the files of edits that nobody touched for `keepMs`, now and then, also where they were handed out. Never those
 * of an edit that still works, or of the parts that it consists of.
 */
export function keepSweeping({
  workspace,
  library,
  store,
  platforms,
  keepMs,
  handout,
  logger,
}: Parts): () => void {
  /** A take that was handed out elsewhere goes with the files that it was made from. False: they stay until that works. */
  const withdraw = async (id: EditId) => {
    try {
      const edit = await store.read(id);
      if (edit && 'presentation' in edit && edit.presentation?.link) await handout?.withdraw(id);
      return true;
    } catch (error) {
      logger.error({ edit: id, err: error }, 'a take could not be taken back; its files stay for now');
      return false;
    }
  };
  const sweep = async () => {
    try {
      const live = (await Promise.all(platforms.map((platform) => store.live(platform)))).flat();
      const parts = await workspace.sweepParts(PART_MS);
      if (parts > 0) logger.info({ parts }, 'removed files that were never finished');
      const gone = await workspace.sweep(keepMs, new Set(live.flatMap(filesNeededBy)), withdraw);
      if (gone.length > 0) logger.info({ edits: gone.length }, 'removed old files');
      const orphans = await library.sweep();
      if (orphans > 0) logger.info({ orphans }, 'removed pictures that were never saved');
    } catch (error) {
      logger.error({ err: error }, 'could not remove old files');
    }
  };
  void sweep();
  const timer = setInterval(sweep, EVERY_MS);
  return () => clearInterval(timer);
}
