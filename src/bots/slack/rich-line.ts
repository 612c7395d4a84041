import type { RichTextBlock, RichTextElement } from '@slack/web-api';
import type { Line, Piece } from '../../core/views/message.ts';
import { cutTo, LIMITS } from './limits.ts';
import { escapeText } from './plain-text.ts';

/**
 * Lines as `rich_text`, in which text is only ever text: no `<!channel>`, no `*bold*`, no link can hide in it.
 * @returns null when there is nothing to show, because Slack refuses empty text
 */
export function richLines(lines: readonly Line[]): RichTextBlock | null {
  const elements = richElements(lines);
  if (elements.length === 0) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** The same as elements, for a block that holds more than lines. */
export function richElements(lines: readonly Line[]): RichTextElement[] {
  return stacked(lines.map((line) => line.map(toElement).filter((element) => element !== null)));
}

/** Each row of elements on a line of its own; empty ones are left out. */
export function stacked(rows: readonly RichTextElement[][]): RichTextElement[] {
  return rows
    .filter((row) => row.length > 0)
    .flatMap((row, index): RichTextElement[] => (index === 0 ? row : [{ type: 'text', text: '\n' }, ...row]));
}

/** The same for `text`, which notifications show and screen readers speak. */
export function lineText(line: Line): string {
  return line.map(pieceText).join('');
}

function toElement(piece: Piece): RichTextElement | null {
  if (typeof piece === 'string')
    return piece === '' ? null : { type: 'text', text: cutTo(piece, LIMITS.line) };
  if ('person' in piece) return { type: 'user', user_id: piece.person };
  if ('group' in piece) return { type: 'usergroup', usergroup_id: piece.group };
  return { type: 'link', url: piece.link, text: cutTo(piece.label, LIMITS.line) };
}

function pieceText(piece: Piece): string {
  if (typeof piece === 'string') return escapeText(piece);
  if ('person' in piece) return `<@${piece.person}>`;
  if ('group' in piece) return `<!subteam^${piece.group}>`;
  return escapeText(piece.label);
}
