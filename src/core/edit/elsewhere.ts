import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import { asksTooMuch } from './asks-too-much.ts';
import type { Edit } from './edit.ts';
import { sorted } from './pictures.ts';
import type { ReasonCode } from './reason.ts';

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
  if (edit.partOf !== undefined || !(isKeptWaiting(edit) || wasLetDown(edit))) return null;
  const { images, elements } = sorted(edit.wish, edit.images);
  const wants = { ...edit.wish, images: images.length, elements: elements.map(({ length }) => length) };
  const others = catalogue.sameElsewhere(edit.wish.model);
  return others.find((model) => asksTooMuch(wants, model, catalogue) === null) ?? null;
}

/** It is asked again and again, and what would cost something has not left. */
function isKeptWaiting(edit: Edit): boolean {
  const isFree = edit.state === 'preparing' || (edit.state === 'submitting' && edit.attemptAt === null);
  return isFree && edit.tries >= TRIES;
}

/** It ended before a provider had accepted anything. A prediction that failed is another matter. */
function wasLetDown(edit: Edit): boolean {
  if (edit.state !== 'failed' || !ITS_OWN.has(edit.reason.code)) return false;
  return edit.at === 'upload' || edit.reason.code !== 'provider_down';
}
