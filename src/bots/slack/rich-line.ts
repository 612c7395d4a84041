import type { RichTextBlock, RichTextElement } from '@slack/web-api';
import type { Line, Piece } from '../../core/views/message.ts';
import { cutTo, LIMITS } from './limits.ts';
import { escapeText } from './plain-text.ts';

/**
 * Lines as `rich_text`, in which text is only ever text: no `<!channel>`, no `*bold*`, no link can hide in it.
 * @returns null when there is nothing to show, because Slack refuses empty text
 */
export function richLines(lines: readonly Line[]): RichTextBlock | null {
  const filled = lines.map((line) => line.map(toElement).filter((element) => element !== null));
  const elements = filled
    .filter((line) => line.length > 0)
    .flatMap((line, index): RichTextElement[] =>
      index === 0 ? line : [{ type: 'text', text: '\n' }, ...line],
    );
  if (elements.length === 0) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** The same for `text`, which notifications show and screen readers speak. */
export function lineText(line: Line): string {
  return line.map((piece) => (isPerson(piece) ? `<@${piece.person}>` : escapeText(words(piece)))).join('');
}

function toElement(piece: Piece): RichTextElement | null {
  if (isPerson(piece)) return { type: 'user', user_id: piece.person };
  const text = cutTo(words(piece), LIMITS.line);
  if (typeof piece === 'object') return { type: 'link', url: piece.link, text };
  return text === '' ? null : { type: 'text', text };
}

function words(piece: string | { link: string; label: string }): string {
  return typeof piece === 'string' ? piece : piece.label;
}

function isPerson(piece: Piece): piece is { person: string } {
  return typeof piece === 'object' && 'person' in piece;
}
