import { LiveTelling } from './live-telling.ts';
import { PlainTelling } from './plain-telling.ts';
import type { Paper, Telling } from './telling.ts';

/** Tells live where it can be drawn over what was written, in plain lines elsewhere. */
export function tellingOn(paper: Paper): Telling {
  return paper.isTTY && process.env['TERM'] !== 'dumb' ? new LiveTelling(paper) : new PlainTelling(paper);
}
