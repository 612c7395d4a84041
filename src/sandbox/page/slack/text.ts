import { type Child, h, type Wanted } from '../parts/h.ts';
import { link } from '../parts/link.ts';
import type { RichInline, RichPart, SlackText } from '../protocol/slack-block.ts';
import { type Mrkdwn, readMrkdwn } from './mrkdwn.ts';

/** What ids stand for. */
export type Names = Readonly<Record<string, string>>;

export function slackText({ type, text }: SlackText, names: Names): Child {
  return type === 'plain_text' ? text : mrkdwn(text, names);
}

export function mrkdwn(text: string, names: Names): Child {
  return readMrkdwn(text).map((piece) => drawMrkdwn(piece, names));
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function drawMrkdwn(piece: Mrkdwn, names: Names): Child {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'code':
      return h('code', {}, piece.text);
    case 'link':
      return link(piece.url, piece.text);
    case 'mention':
      return mention(piece.sigil, names[piece.id] ?? (piece.text || piece.id));
    default:
      return h(
        TAGS[piece.kind],
        {},
        piece.pieces.map((inner) => drawMrkdwn(inner, names)),
      );
  }
}

function mention(sigil: '@' | '#', name: string): Wanted {
  return h('span', { class: 'mention' }, `${sigil}${name}`);
}

/** A `rich_text` block. */
export function richText(parts: readonly RichPart[], names: Names): Wanted[] {
  return parts.map((part) => richPart(part, names));
}

function richPart(part: RichPart, names: Names): Wanted {
  switch (part.type) {
    case 'rich_text_list': {
      const items = part.elements.map((item) => h('li', {}, richPart(item, names)));
      return h(part.style === 'ordered' ? 'ol' : 'ul', {}, items);
    }
    case 'rich_text_quote':
      return h('blockquote', {}, inlines(part.elements, names));
    case 'rich_text_preformatted':
      return h('pre', {}, inlines(part.elements, names));
    default:
      return h('p', {}, inlines(part.elements, names));
  }
}

function inlines(elements: readonly RichInline[], names: Names): Child {
  return elements.map((element) => styled(inline(element, names), element.style ?? {}));
}

function inline(element: RichInline, names: Names): Child {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return link(element.url, element.text ?? element.url);
    case 'user':
      return mention('@', names[element.user_id] ?? element.user_id);
    case 'channel':
      return mention('#', names[element.channel_id] ?? element.channel_id);
    case 'usergroup':
      return mention('@', names[element.usergroup_id] ?? element.usergroup_id);
    case 'broadcast':
      return mention('@', element.range);
    case 'emoji':
      return element.unicode ? String.fromCodePoint(...codePoints(element.unicode)) : `:${element.name}:`;
    case 'date':
      return element.fallback ?? '';
  }
}

function codePoints(unicode: string): number[] {
  return unicode.split('-').map((hex) => Number.parseInt(hex, 16));
}

const STYLE_TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

function styled(text: Child, style: Readonly<Record<string, boolean>>): Child {
  const tags = Object.entries(STYLE_TAGS).filter(([name]) => style[name]);
  return tags.reduce<Child>((inner, [, tag]) => h(tag, {}, inner), text);
}
