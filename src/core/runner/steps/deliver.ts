import { largestOf } from '../../edit/delivering.ts';
import type { EditId } from '../../edit/edit.ts';
import { awaits } from '../../edit/whole.ts';
import type { Slot } from '../../views/message.ts';
import { ScreenError } from '../../views/screen.ts';
import { type Kit, type Outcome, type StepOf, screenOf } from '../kit.ts';
import { offered, present } from '../presenting.ts';

const TAKE: Slot = 'take';
const LOOK_AGAIN_MS = 1_000;

/**
 * Delivering: works out how the take is shown, and shows it. Both may be done again: the one makes the same files anew,
 * the other shows nothing twice.
 */
export const deliver: StepOf<'delivering'> = async (edit, kit, signal) => {
  if (edit.partOf && !edit.shown) return asPart(edit.id, edit.partOf, kit);
  if (!edit.presentation) {
    const limit = await screenOf(edit, kit).uploadLimit(edit.place);
    const bytes = Math.min(limit, edit.uploadLimit ?? limit);
    return { event: { type: 'presented', presentation: await present(edit, bytes, kit, signal) } };
  }
  if (!kit.mayShow(edit.place.platform)) return shownElsewhere(edit.id, kit);
  try {
    await kit.show(edit);
  } catch (error) {
    const refused = largestOf(edit.presentation);
    if (error instanceof ScreenError && error.code === 'too_big' && refused > 0) {
      kit.logger.info({ edit: edit.id, bytes: refused }, 'the platform takes no file this large');
      return { event: { type: 'too_big', bytes: refused } };
    }
    // The status may lag behind for a while; what counts is the take.
    if (await isThere(edit.id, kit)) return { event: { type: 'delivered' } };
    if (!isShut(error) || kit.clock.now() - edit.since < kit.settings.takeShownWithinMs) throw error;
    kit.logger.error({ edit: edit.id, err: error }, 'a take can be shown nowhere; it is kept');
    const link = edit.presentation.link ?? (await offered(edit, kit, signal));
    return { event: { type: 'undeliverable', link } };
  }
  return { event: { type: 'delivered' } };
};

/** A part comes into the thread with the whole; one that is paid for and comes too late for that, on its own. */
async function asPart(part: EditId, partOf: EditId, { store }: Kit): Promise<Outcome> {
  const whole = await store.read(partOf);
  return { event: { type: whole && !awaits(whole, part) ? 'part_wanted' : 'delivered' } };
}

/** Its thread is gone, the bot is not let in, or the platform refuses the take: people may put that right for a while. */
function isShut(error: unknown): boolean {
  return error instanceof ScreenError && !error.retryable;
}

/** The process whose turn it is shows it, and this one may find it shown. */
async function shownElsewhere(id: EditId, kit: Kit): Promise<Outcome> {
  if (await isThere(id, kit)) return { event: { type: 'delivered' } };
  return { later: kit.clock.now() + LOOK_AGAIN_MS };
}

async function isThere(id: EditId, { store }: Kit): Promise<boolean> {
  return (await store.posted(id)).some(({ slot, ref }) => slot === TAKE && ref !== null);
}
