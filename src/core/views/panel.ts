import type { Line } from './message.ts';

/** A private message for one person, without any platform in it: seen by nobody else, and gone when they leave. */
export interface Panel {
  /** At most 100 characters. */
  title: string;
  /** In order; at most 10. What does not fit on a platform is left out from the end. */
  parts: readonly PanelPart[];
}

export type PanelPart =
  | { kind: 'lines'; lines: readonly Line[] }
  /** At most 8 in all. */
  | { kind: 'bars'; bars: readonly Bar[] }
  /** A list, such as edits with links to their threads; at most 10 in all. */
  | { kind: 'rows'; rows: readonly Row[] }
  /** At most one in all; left out where a private message cannot bring pictures. */
  | { kind: 'picture'; picture: PanelPicture }
  /** At most 10 in a part. */
  | { kind: 'buttons'; buttons: readonly PanelButton[] };

/** How much of something is used. */
export interface Bar {
  /** "Team, November". */
  name: string;
  /** Twenty characters that show it: see `drawBar`. */
  drawn: string;
  /** "$31.20 spent · $3.00 held · $25.80 left of $60.00". */
  text: string;
}

/** A JPEG that comes with the panel. */
export interface PanelPicture {
  name: string;
  data: Buffer;
  altText: string;
}

export interface Row {
  title: Line;
  details: Line;
}

export interface PanelButton {
  /** What it stands for: see `token.ts`. */
  token: string;
  label: string;
  emphasis?: 'primary' | 'danger';
}

const CELLS = 20;

/**
 * "██████▒▒░░░░░░░░░░░░": what is spent, what is held, what is left. Anything above nothing shows, and so does anything
 * left.
 * @param spent and `held` as shares of the whole, 0 to 1; more counts as full
 */
export function drawBar(spent: number, held: number): string {
  const full = cells(spent);
  const both = Math.max(cells(spent + held), held > 0 ? Math.min(full + 1, CELLS) : full);
  return '█'.repeat(full) + '▒'.repeat(both - full) + '░'.repeat(CELLS - both);
}

function cells(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return CELLS;
  return Math.min(Math.max(Math.round(share * CELLS), 1), CELLS - 1);
}
