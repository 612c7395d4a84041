import { chargedFor } from '../edit/charged.ts';
import type { Edit, EditId, EditIn } from '../edit/edit.ts';
import { formatDollars } from '../money/micros.ts';
import { calendarDay, clockTime, shorten } from './figures.ts';
import type { Line, Piece } from './message.ts';
import type { Panel, PanelButton, Row } from './panel.ts';
import { writeToken } from './token.ts';

/** Whose edits, and which of them. */
export interface HistoryView {
  whose: 'channel' | 'mine';
  which: 'all' | 'unresolved';
}

export interface HistoryPage extends HistoryView {
  /** The newest first. */
  edits: readonly Edit[];
  /** The last of them, when there are older ones. */
  older: EditId | null;
  isFirst: boolean;
  timeZone: string;
  /** The address of an edit's thread; null when it has none. */
  addressOf(edit: Edit): string | null;
}

const TITLE_LENGTH = 90;

/** A page of edits, each with its state, its price, who approved it, and a link to its thread. */
export function historyPanel(page: HistoryPage): Panel {
  const { edits } = page;
  return {
    title: titleOf(page),
    parts: [
      edits.length > 0
        ? { kind: 'rows', rows: edits.map((edit) => rowOf(edit, page)) }
        : { kind: 'lines', lines: [[NOTHING[page.which]]] },
      { kind: 'buttons', buttons: buttons(page) },
    ],
  };
}

const NOTHING = {
  all: 'There are no edits yet.',
  unresolved: 'Nothing has to be settled.',
} as const;

function titleOf({ whose, which }: HistoryView): string {
  const edits = whose === 'mine' ? 'Your edits' : 'Edits of this channel';
  return which === 'unresolved' ? `${edits} that somebody has to settle` : edits;
}

function rowOf(edit: Edit, { addressOf, timeZone, whose }: HistoryPage): Row {
  const label = shorten(edit.wish.prompt, TITLE_LENGTH) || 'An edit';
  const link = isShownNowhere(edit) ? null : addressOf(edit);
  return {
    title: [link === null ? label : { link, label }],
    details: details(edit, timeZone, whose),
  };
}

/** "Delivered · $3.03 · asked by @Mara · approved by @Dana · Tue 14:05". */
function details(edit: Edit, timeZone: string, whose: HistoryView['whose']): Line {
  const by: Piece[] = whose === 'mine' ? [] : [' · asked by ', { person: edit.person }];
  return [
    `${isShownNowhere(edit) ? NOWHERE : STATES[edit.state]}${price(edit)}`,
    ...kept(edit, timeZone),
    ...by,
    ...approvedBy(edit),
    ` · ${clockTime(edit.askedAt, timeZone)}`,
  ];
}

const STATES: Readonly<Record<Edit['state'], string>> = {
  requested: 'Starting',
  checking: 'Checking the clip',
  choosing: 'Waits for a choice',
  quoted: 'Priced',
  awaiting_approval: 'Waits for an approval',
  approved: 'Waits for a place at the provider',
  preparing: 'Being handed over',
  submitting: 'Being submitted',
  running: 'Being edited',
  fetching: 'Being fetched',
  assembling: 'Being made in parts',
  delivering: 'Being delivered',
  delivered: 'Delivered',
  unresolved: 'To be settled',
  refused: 'Refused',
  declined: 'Declined',
  expired: 'Expired',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const NOWHERE = 'Made, but its thread is gone or takes no files';

/** Its thread is no place to lead anybody to. */
function isShownNowhere(edit: Edit): edit is EditIn<'delivered'> {
  return edit.state === 'delivered' && edit.nowhere === true;
}

/** Where a take can be had that no thread has taken. */
function kept(edit: Edit, timeZone: string): Piece[] {
  const link = isShownNowhere(edit) ? edit.presentation?.link : null;
  return link
    ? [' · ', { link: link.url, label: 'Open the take' }, ` until ${calendarDay(link.until, timeZone)}`]
    : [];
}

/** What it cost, or would; edits that ended otherwise cost nothing, but for what a provider charged all the same. */
function price(edit: Edit): string {
  const charged = chargedFor(edit);
  if ('charged' in edit || charged > 0) return ` · ${formatDollars(charged)} charged`;
  if (['refused', 'declined', 'expired', 'cancelled', 'failed'].includes(edit.state)) return ' · not charged';
  const quote = 'quote' in edit ? edit.quote : null;
  return quote ? ` · ${formatDollars(quote.amount)}` : '';
}

function approvedBy(edit: Edit): Piece[] {
  const { decisions = [], needed = 1 } = ('approval' in edit ? edit.approval : null) ?? {};
  // One of two is not enough, and must not read as if it were.
  const said = decisions.length >= needed ? ' · approved by ' : ' · one of two approved, ';
  return decisions.flatMap(({ by }, index): Piece[] => [index === 0 ? said : ' and ', { person: by }]);
}

function buttons({ whose, which, older, isFirst }: HistoryPage): PanelButton[] {
  const page = (label: string, view: HistoryView, before?: EditId): PanelButton => ({
    token: writeToken('history', view.whose, view.which, ...(before ? [before] : [])),
    label,
  });
  const here = { whose, which };
  const other = whose === 'mine' ? 'channel' : 'mine';
  return [
    ...(older ? [page('Older', here, older)] : []),
    ...(isFirst ? [] : [page('Newest', here)]),
    page(other === 'mine' ? 'Only mine' : 'This channel', { whose: other, which }),
    ...(which === 'all'
      ? [page('To be settled', { whose, which: 'unresolved' })]
      : [page('All', { whose, which: 'all' })]),
  ];
}
