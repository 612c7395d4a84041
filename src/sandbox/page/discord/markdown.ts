/** A piece of Discord's markdown, as a tree (docs.discord.com/developers/reference, "Message Formatting"). */
export type Inline =
  | string
  | { readonly kind: Style; readonly pieces: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly pieces: readonly Inline[] }
  | { readonly kind: 'mention'; readonly sigil: '@' | '#'; readonly id: string };

type Style = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';

export interface Line {
  /** `small` is Discord's subtext. */
  readonly kind: 'text' | 'small' | 'heading' | 'quote' | 'item' | 'code';
  readonly pieces: readonly Inline[];
}

const LINE_STARTS: readonly (readonly [RegExp, Line['kind']])[] = [
  [/^-# /, 'small'],
  [/^#{1,3} /, 'heading'],
  [/^> /, 'quote'],
  [/^ *[-*] /, 'item'],
];

/** Reads the text of a message or of a text display. */
export function readMarkdown(text: string): Line[] {
  return text.split(/\n?```(?:\w*\n)?([\s\S]*?)```\n?/).flatMap((part, index): Line[] => {
    if (index % 2 === 1) return [{ kind: 'code', pieces: [part] }];
    return part === '' ? [] : part.split('\n').map(readLine);
  });
}

function readLine(line: string): Line {
  const [start, kind] = LINE_STARTS.find(([pattern]) => pattern.test(line)) ?? [/^/, 'text' as const];
  return { kind, pieces: readInline(line.replace(start, '')) };
}

const STYLES: Readonly<Record<string, Style>> = {
  '**': 'bold',
  __: 'underline',
  '~~': 'strike',
  '||': 'spoiler',
  '*': 'italic',
  _: 'italic',
};

const TOKEN = new RegExp(
  [
    '\\\\(?<escaped>[^A-Za-z0-9\\s])',
    '`(?<code>[^`]+)`',
    '<(?<sigil>@[!&]?|#)(?<id>\\d+)>',
    '\\[(?<label>(?:\\\\.|[^\\]\\\\])+)\\]\\((?<target>https?:\\/\\/[^\\s)]+)\\)',
    '<(?<bare>https?:\\/\\/[^\\s>]+)>',
    '(?<url>https?:\\/\\/[^\\s<>)]+)',
    '(?<mark>\\*\\*|__|~~|\\|\\||\\*|_)(?=\\S)(?<inner>(?:\\\\.|[^\\\\])+?)(?<!\\s)\\k<mark>(?![*_]*[A-Za-z0-9])',
  ].join('|'),
  'gu',
);

export function readInline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push(pieceOf(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return joined(pieces);
}

function pieceOf(groups: Record<string, string | undefined>): Inline {
  const { escaped, code, sigil, id = '', label, target = '', bare, url, mark = '', inner = '' } = groups;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return { kind: 'code', text: code };
  if (sigil !== undefined) return { kind: 'mention', sigil: sigil === '#' ? '#' : '@', id };
  if (label !== undefined) return { kind: 'link', url: target, pieces: readInline(label) };
  const address = bare ?? url;
  if (address !== undefined) return { kind: 'link', url: address, pieces: [address] };
  return { kind: STYLES[mark] ?? 'italic', pieces: readInline(inner) };
}

/** An escaped character stands alone; it belongs to the text around it. */
function joined(pieces: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
}
