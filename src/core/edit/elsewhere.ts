import { judgeLength, misfitsOf } from '../media/judge-clip.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import { asksTooMuch } from './asks-too-much.ts';
import type { Edit } from './edit.ts';
import type { EditEvent } from './event.ts';
import { sorted } from './pictures.ts';
import type { Reason, ReasonCode } from './reason.ts';

/** The provider's own reasons, which another one does not share. */
const ITS_OWN: ReadonlySet<ReasonCode> = new Set([
  'provider_access',
  'provider_busy',
  'provider_down',
  'provider_funds',
]);

/** How often a step has to fail before anything else is offered: a hiccup passes by itself. */
const TRIES = 2;

/**
 * The same model at the next provider, for an edit that its own keeps waiting, or has let down, although nothing was
 * submitted; null where there is none. After a submission whose fate is open there never is.
 */
export function elsewhere(edit: Edit, catalogue: Catalogue): Model | null {
  return isKeptWaiting(edit) || wasLetDown(edit) ? nextModel(edit, catalogue) : null;
}

/**
 * Where an edit goes on by itself if its step comes to this, and the team wants it so. A lost answer to a submission never
 * leads there, nor does anything that another provider would say as well.
 */
export function goingOn(
  edit: Edit,
  event: EditEvent,
  catalogue: Catalogue,
): { model: Model; reason: Reason } | null {
  const reason = letDown(edit, event);
  const model = reason && nextModel(edit, catalogue);
  return reason && model ? { model, reason } : null;
}

/** Why this provider will not do it: its own reason, and nothing was submitted or made of what was. */
function letDown(edit: Edit, event: EditEvent): Reason | null {
  const isSecond = edit.tries + 1 >= TRIES;
  if (edit.state === 'preparing') {
    const isOver = event.type === 'refused' || (event.type === 'troubled' && isSecond);
    return isOver && ITS_OWN.has(event.reason.code) ? event.reason : null;
  }
  if (edit.state !== 'submitting') return null;
  if (event.type === 'not_delivered') return isSecond ? { code: 'provider_down' } : null;
  return event.type === 'rejected' && isRefusal(event.reason) ? event.reason : null;
}

/** Nothing goes back to a provider that let it down, and parts of a clip only where they need not be cut anew. */
function nextModel(edit: Edit, catalogue: Catalogue): Model | null {
  const { images, elements } = sorted(edit.wish, edit.images);
  const wants = { ...edit.wish, images: images.length, elements: elements.map(({ length }) => length) };
  const others = catalogue
    .sameElsewhere(edit.wish.model)
    .filter(({ provider }) => !edit.letDownBy?.includes(provider))
    .filter((model) => edit.partOf === undefined || takesAsItIs(edit, model));
  return others.find((model) => asksTooMuch(wants, model, catalogue) === null) ?? null;
}

/** What was cut and fitted for one model suits the other as it is. */
export function takesAsItIs(edit: Edit, { limits }: Model): boolean {
  const facts = 'clip' in edit ? edit.clip?.facts : undefined;
  if (!facts) return false;
  return misfitsOf(facts, limits).length === 0 && judgeLength(facts.durationMs, limits) === null;
}

/** It is asked again and again, and what would cost something has not left. */
export function isKeptWaiting(edit: Edit): boolean {
  const isFree = edit.state === 'preparing' || (edit.state === 'submitting' && edit.attemptAt === null);
  return isFree && edit.tries >= TRIES;
}

/** It ended before a provider had accepted anything, and nothing goes on for it. A prediction that failed is another matter. */
function wasLetDown(edit: Edit): boolean {
  if (edit.state !== 'failed' || edit.instead || !ITS_OWN.has(edit.reason.code)) return false;
  return edit.at === 'upload' || isRefusal(edit.reason);
}

/** A provider that is down cannot have refused a submission. */
function isRefusal({ code }: Reason): boolean {
  return ITS_OWN.has(code) && code !== 'provider_down';
}
