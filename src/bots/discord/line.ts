import type { Line, Piece } from '../../core/views/message.ts';
import { inert } from './inert.ts';
import { isSnowflake } from './snowflake.ts';

/** A line as Discord markdown of at most `limit` characters; a link or mention that does not fit is left out whole. */
export function renderLine(line: Line, limit: number): string {
  let shown = '';
  for (const piece of line) {
    const room = limit - shown.length;
    const next = renderPiece(piece, room);
    if (next.length <= room) shown += next;
  }
  return shown;
}

function renderPiece(piece: Piece, room: number): string {
  if (typeof piece === 'string') return room > 0 ? keepingEdges(piece, room) : '';
  if ('person' in piece) return renderMention('@', piece.person, room);
  if ('group' in piece) return renderMention('@&', piece.group, room);
  const address = safeAddress(piece.link);
  const label = inert(piece.label, 100);
  return address === null ? label : `[${label}](${address})`;
}

/** A group is a role. */
function renderMention(sign: '@' | '@&', id: string, room: number): string {
  return isSnowflake(id) ? `<${sign}${id}>` : inert(id, room);
}

/** Pieces join into sentences: the space at the end of one parts it from the next. */
function keepingEdges(text: string, room: number): string {
  const before = /^\s/.test(text) ? ' ' : '';
  const after = /\S\s+$/.test(text) ? ' ' : '';
  return before + inert(text, Math.max(0, room - before.length - after.length)) + after;
}

/** Parentheses would end a markdown link early. */
function safeAddress(link: string): string | null {
  const url = URL.parse(link);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null;
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29');
}

/**
 * A line without any markup, as a name for what it is about: a name cannot show a person, so what "Mara asked for: …"
 * says before its colon is left out.
 */
export function plainLine(line: Line): string {
  const [first] = line;
  const isAboutPerson = typeof first === 'object' && 'person' in first;
  const text = line
    .map((piece) => (typeof piece === 'string' ? piece : 'label' in piece ? piece.label : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return isAboutPerson ? text.replace(/^[^:]*: /, '') : text;
}

/** Those whom lines name: the only ones that their message may notify. Discord takes 100 of each. */
export function mentionedIn(lines: readonly Line[]): { users: string[]; roles: string[] } {
  const pieces = lines.flat().filter((piece) => typeof piece !== 'string');
  return {
    users: snowflakes(pieces.flatMap((piece) => ('person' in piece ? piece.person : []))),
    roles: snowflakes(pieces.flatMap((piece) => ('group' in piece ? piece.group : []))),
  };
}

function snowflakes(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter(isSnowflake).slice(0, 100);
}
