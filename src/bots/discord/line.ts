import type { Line, Message, Piece } from '../../core/views/message.ts';
import { inert } from './inert.ts';

const PERSON = /^\d{17,20}$/;

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
  if ('person' in piece) return PERSON.test(piece.person) ? `<@${piece.person}>` : inert(piece.person, room);
  const address = safeAddress(piece.link);
  const label = inert(piece.label, 100);
  return address === null ? label : `[${label}](${address})`;
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

/** The people that a message names: the only ones it may notify. */
export function peopleIn(lines: readonly Line[]): string[] {
  const people = lines
    .flat()
    .flatMap((piece) => (typeof piece === 'object' && 'person' in piece ? piece.person : []));
  return [...new Set(people)].filter((person) => PERSON.test(person)).slice(0, 100);
}

/** Every line of a message that may name people. */
export function linesOf(message: Message): Line[] {
  if (message.kind === 'take') return message.line ? [message.line] : [];
  return [...message.notes, ...(message.outcome ? [message.outcome.line] : [])];
}
