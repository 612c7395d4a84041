import type { EditId } from '../../edit/edit.ts';
import type { Slot } from '../../views/message.ts';
import { ScreenError } from '../../views/screen.ts';
import type { Kit, StepOf } from '../kit.ts';

const TAKE: Slot = 'take';

/** Delivering: the thread shows the take. Showing it again shows nothing twice. */
export const deliver: StepOf<'delivering'> = async (edit, kit) => {
  try {
    await kit.show(edit);
  } catch (error) {
    if (error instanceof ScreenError && error.code === 'too_big' && edit.withheld === null) {
      return { event: { type: 'withheld', why: 'too_big' } };
    }
    // The status may lag behind for a while; what counts is the take.
    if (!(await isThere(edit.id, kit))) throw error;
  }
  return { event: { type: 'delivered' } };
};

async function isThere(id: EditId, { store }: Kit): Promise<boolean> {
  return (await store.posted(id)).some(({ slot, ref }) => slot === TAKE && ref !== null);
}
