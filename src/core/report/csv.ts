import type { Micros } from '../money/micros.ts';

/** Lets a spreadsheet read the names of the world: without it Excel takes UTF-8 for its own old encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What spreadsheets take for the beginning of a formula, also after spaces, and in full width. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠]/;

/** A cell: text from people, which a spreadsheet must never run, or what we made ourselves. */
export type Cell = { text: string } | { own: string };

/** RFC 4180, UTF-8 with its mark: lines end with CR LF, every cell stands in quotation marks. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  const text = 'own' in value ? value.own : inert(value.text);
  return `"${text.replaceAll('"', '""')}"`;
}

/** An apostrophe in front makes it text; it is what spreadsheets themselves put there. */
function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** "3.024", "-0.50", "1250.00": exact, with at least two decimals and at most six. */
export function exactDollars(amount: Micros): string {
  const digits = String(Math.abs(amount)).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -6)}.${fraction}`;
}
