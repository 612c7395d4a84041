import type { Millis } from '../clock.ts';
import { largestOf } from '../edit/delivering.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import { advance } from './advance.ts';
import type { Kit } from './kit.ts';

/** It is told again when the take is shown again. */
const PATIENCE_MS: Millis = 10_000;

/**
 * The platform takes no file as large as this edit would show: it goes on with a smaller copy, whichever process found
 * that out. Resolves with the edit; null where it shows something else by now.
 */
export async function goOnSmaller(id: EditId, kit: Kit): Promise<Edit | null> {
  const edit = await kit.store.read(id);
  if (edit?.state !== 'delivering' || !edit.presentation) return null;
  const bytes = largestOf(edit.presentation);
  if (bytes === 0) return null;
  const advanced = await advance(edit, { type: 'too_big', bytes }, kit, AbortSignal.timeout(PATIENCE_MS));
  return advanced.kind === 'moved' ? advanced.edit : null;
}
