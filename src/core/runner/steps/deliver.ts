import { ScreenError } from '../../views/screen.ts';
import type { StepOf } from '../kit.ts';

/** Delivering: the thread shows the take. Showing it again shows nothing twice. */
export const deliver: StepOf<'delivering'> = async (edit, kit) => {
  try {
    await kit.show(edit);
  } catch (error) {
    if (error instanceof ScreenError && error.code === 'too_big' && edit.withheld === null) {
      return { event: { type: 'withheld', why: 'too_big' } };
    }
    throw error;
  }
  return { event: { type: 'delivered' } };
};
