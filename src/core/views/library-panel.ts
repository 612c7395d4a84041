import type { SavedItem } from '../library/saved-item.ts';
import { calendarDay } from './figures.ts';
import { kindText } from './library-wording.ts';
import type { Line } from './message.ts';
import type { Panel, PanelButton, PanelPicture, Row } from './panel.ts';
import { writeToken } from './token.ts';

/** A panel has at most this many rows. */
export const PAGE = 10;

/** What a team has saved, a page of it, with what can be done. */
export function libraryPanel(
  items: readonly SavedItem[],
  { page = 0, notice = null, picture = null, most, timeZone }: PanelOptions,
): Panel {
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const rows = items.slice(shown * PAGE, (shown + 1) * PAGE).map((item) => rowOf(item, timeZone));
  const head: Line[] = [
    ...(notice === null ? [] : [[notice]]),
    [
      items.length === 0
        ? 'Nothing is saved yet. Save an image or an element under a name, such as mascot, and every prompt here can name it as @mascot.'
        : `${items.length} of ${most} saved. Prompts name them with the @.`,
    ],
  ];
  return {
    title: 'Library',
    parts: [
      { kind: 'lines', lines: head },
      ...(rows.length > 0 ? [{ kind: 'rows' as const, rows }] : []),
      ...(picture ? [{ kind: 'picture' as const, picture }] : []),
      { kind: 'buttons', buttons: buttons(items.length, shown, pages) },
    ],
  };
}

interface PanelOptions {
  /** From 0. */
  page?: number;
  /** What was just done. */
  notice?: string | null;
  /** What the things on this page look like. */
  picture?: PanelPicture | null;
  most: number;
  timeZone: string;
}

function rowOf(item: SavedItem, timeZone: string): Row {
  return {
    title: [`@${item.name}`],
    details: [`${kindText(item)} · saved by `, { person: item.by }, ` · ${calendarDay(item.at, timeZone)}`],
  };
}

function buttons(count: number, page: number, pages: number): PanelButton[] {
  return [
    { token: writeToken('library', 'new'), label: 'Save something', emphasis: 'primary' },
    ...(count > 0
      ? [{ token: writeToken('library', 'edit', String(page)), label: 'Rename or remove…' }]
      : []),
    ...(pages > 1
      ? [{ token: writeToken('library', 'page', String((page + 1) % pages)), label: 'More' }]
      : []),
  ];
}
