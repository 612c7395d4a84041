import { type Micros, ZERO } from '../money/micros.ts';
import type { Edit } from './edit.ts';

/** What was charged for an edit so far: for its take, or for what brought none although the provider charged it. */
export function chargedFor(edit: Edit): Micros {
  if ('charged' in edit) return edit.charged;
  if (!('reason' in edit)) return ZERO;
  const { reason } = edit;
  return 'charged' in reason && reason.charged !== undefined ? reason.charged : ZERO;
}
