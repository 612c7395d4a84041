import { type Child, h, type Wanted } from '../parts/h.ts';
import { link } from '../parts/link.ts';
import { type Inline, type Line, readMarkdown } from './markdown.ts';

/** What ids stand for. */
export type Names = Readonly<Record<string, string>>;

const LINE_TAGS = {
  text: 'p',
  small: 'small',
  heading: 'h4',
  quote: 'blockquote',
  item: 'li',
  code: 'pre',
} as const;

/** A text with Discord's markdown, line by line. */
export function markdown(text: string, names: Names): Wanted {
  return h(
    'div',
    { class: 'markdown' },
    readMarkdown(text).map((line) => drawLine(line, names)),
  );
}

function drawLine({ kind, pieces }: Line, names: Names): Wanted {
  return h(
    LINE_TAGS[kind],
    {},
    pieces.map((piece) => drawInline(piece, names)),
  );
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' } as const;

function drawInline(piece: Inline, names: Names): Child {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'code':
      return h('code', {}, piece.text);
    case 'mention':
      return h('span', { class: 'mention' }, `${piece.sigil}${names[piece.id] ?? piece.id}`);
    case 'link':
      return link(
        piece.url,
        piece.pieces.map((inner) => drawInline(inner, names)),
      );
    case 'spoiler':
      return spoiler(piece.pieces.map((inner) => drawInline(inner, names)));
    default:
      return h(
        TAGS[piece.kind],
        {},
        piece.pieces.map((inner) => drawInline(inner, names)),
      );
  }
}

/** Covered until it is clicked. */
export function spoiler(content: Child): Wanted {
  return h('details', { class: 'spoiler' }, [h('summary', {}, 'Spoiler'), h('span', {}, content)]);
}
