import type { Logger } from 'pino';
import type { Millis } from './core/clock.ts';
import type { Library } from './core/library/library.ts';
import type { Workspace } from './core/media/workspace.ts';
import type { Store } from './core/store/store.ts';

const EVERY_MS = 60 * 60_000;

interface Parts {
  workspace: Workspace;
  library: Library;
  store: Store;
  platforms: readonly string[];
  keepMs: Millis;
  logger: Logger;
}

/** Removes the files of edits that nobody touched for `keepMs`, now and then. Never those of an edit that still works. */
export function keepSweeping({ workspace, library, store, platforms, keepMs, logger }: Parts): () => void {
  const sweep = async () => {
    try {
      const live = (await Promise.all(platforms.map((platform) => store.live(platform)))).flat();
      const gone = await workspace.sweep(keepMs, new Set(live.map(({ id }) => id)));
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
