const ZERO_WIDTH = '\u200b';

/** What Discord reads as more than text: beginnings of links and mentions, marks, and list signs at the very start. */
const LIVE =
  /(?<start>:(?=\/\/)|@(?=everyone|here)|<(?=[@#:/a-z]))|(?<mark>[\\`*_~|<>[\]#]|^[-+]|(?<=^\d{1,9})[.)])|./gisu;

/** Control characters and those that turn the direction of writing, which can make a text look like another one. */
const HIDDEN = /[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Text from people as one line of Discord markdown that shows exactly that text: marks are escaped, links and mentions
 * broken by a zero-width space. The result is at most `limit` characters long, cut with "…" where it does not fit.
 */
export function inert(text: string, limit: number): string {
  if (limit < 1) return '';
  const line = text.replace(/\s+/g, ' ').replace(HIDDEN, '').trim();
  let shown = '';
  let roomForDots = '';
  for (const { 0: piece, groups } of line.matchAll(LIVE)) {
    shown += escaped(piece, groups);
    if (shown.length > limit) return `${roomForDots}…`;
    if (shown.length < limit) roomForDots = shown;
  }
  return shown;
}

function escaped(piece: string, groups: Record<string, string> | undefined): string {
  if (groups?.['start']) return piece + ZERO_WIDTH;
  return groups?.['mark'] ? `\\${piece}` : piece;
}
