import { ulid } from 'ulid';
import type { Edit, EditId } from '../edit/edit.ts';
import { goingOn } from '../edit/elsewhere.ts';
import type { EditEvent } from '../edit/event.ts';
import { sameEdit } from '../edit/same-again.ts';
import { quoteFor } from '../money/price.ts';
import { type Kit, modelOf } from './kit.ts';

/**
 * What a step came to; or, where that says that the provider lets the edit down and the team wants it so, that the edit
 * goes on at the next one. There it is priced and admitted anew, like any other.
 */
export async function orGoesOn(edit: Edit, event: EditEvent, kit: Kit): Promise<EditEvent> {
  const next = goingOn(edit, event, kit.catalogue);
  if (!next) return event;
  // What a provider has answered must become durable, whether or not the rules can be read now.
  const rules = await kit.rules.at(edit.place).catch(() => null);
  if (rules?.nextProvider !== 'automatic') return event;
  const { person } = edit;
  const letDownBy = [...(edit.letDownBy ?? []), modelOf(edit, kit).provider];
  const now = kit.clock.now();
  if (edit.partOf !== undefined && 'clip' in edit && edit.clip) {
    const { durationMs } = edit.clip.facts;
    const quote = quoteFor(next.model, durationMs, now, kit.settings.quoteHoldsMs);
    return { type: 'part_moved', model: next.model.key, quote, letDownBy, reason: next.reason };
  }
  const id = ulid() as EditId;
  const again = sameEdit(edit, { id, person, model: next.model.key, now });
  return { type: 'gave_way', reason: next.reason, instead: { ...again, letDownBy } };
}
