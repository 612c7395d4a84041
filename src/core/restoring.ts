import type { Clock, Millis } from './clock.ts';
import { decide } from './deciding.ts';
import type { Edit } from './edit/edit.ts';
import { RecutError } from './errors.ts';
import type { Store } from './store/store.ts';
import type { Slot } from './views/message.ts';

interface Parts {
  store: Store;
  clock: Clock;
  platforms: readonly string[];
}

/** Every message that a thread may have got after the backup, its opening included. */
const SLOTS: readonly (Slot | 'thread')[] = ['thread', 'status', 'approval', 'settlement', 'take'];
const MOST_UNSHOWN = 100_000;

/**
 * Brings a store that was restored from a backup of `backupAt` in line with what may have happened since: nothing is
 * submitted that may have been, and no message is posted before it was looked for in its thread. Before anything else
 * starts; may be done again. Resolves with how many edits were ended or are looked for.
 * @throws RecutError `restore_contended` when another process keeps moving an edit: it is to be done again.
 */
export async function reconcileRestored(
  backupAt: Millis,
  { store, clock, platforms }: Parts,
): Promise<number> {
  const parts = { store, clock, changed: () => undefined };
  let moved = 0;
  for (const platform of platforms) {
    const live = await store.live(platform);
    for (const edit of [...live, ...(await store.unprojected(platform, MOST_UNSHOWN))]) {
      await expectMessages(edit, store);
    }
    for (const edit of live) {
      const decided = await decide(
        edit,
        'recut',
        () => ({ type: 'restored', backupAt }),
        { caps: [] },
        parts,
      );
      if (decided.kind === 'done') moved += 1;
      // An edit that this does not concern stays as it is; any other must not go on before it was reckoned with.
      else if (decided.kind !== 'too_late')
        throw new RecutError('restore_contended', `Edit ${edit.id} was moved while it was being restored`, {
          retryable: true,
        });
    }
  }
  return moved;
}

async function expectMessages({ id: editId }: Edit, store: Store): Promise<void> {
  const known = new Set((await store.posted(editId)).map(({ slot }) => slot));
  for (const slot of SLOTS) {
    if (!known.has(slot)) await store.savePosted({ editId, slot, ref: null, hash: null });
  }
}
