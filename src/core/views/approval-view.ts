import type { Decision } from '../edit/approval.ts';
import type { Edit } from '../edit/edit.ts';
import { formatDollars, type Micros, micros } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { clockTime, seconds, shorten } from './figures.ts';
import type { ApprovalMessage, Button, CapLine, Line, Piece, ShownFile } from './message.ts';
import { priceReason } from './price-wording.ts';

const TITLE_LENGTH = 200;

/** The card for the approvers of an edit that needs an approval or had one; null for any other. */
export function approvalView(edit: Edit, facts: Facts): ApprovalMessage | null {
  const { approval, quote } = edit as { approval?: Asked['approval'] | null; quote?: Asked['quote'] | null };
  if (!approval || !quote) return null;
  const asked: Asked = { edit, approval, quote };
  const open = edit.state === 'awaiting_approval';
  const caps = open ? capLines(quote.amount, facts) : [];
  return {
    kind: 'approval',
    edit: edit.id,
    heading: open ? heading(facts) : ['This edit needed an approval'],
    title: shorten(edit.wish.prompt, TITLE_LENGTH),
    ...pictureOf(asked, facts),
    facts: [formatDollars(quote.amount), priceReason(quote, facts.model)],
    caps,
    lines: [askedBy(asked, facts, open), ...agreed(asked, open), ...(open ? nobodyHere(facts) : [])],
    outcome: open ? null : outcome(asked, facts),
    buttons: open ? buttons(asked, caps, facts) : [],
  };
}

function pictureOf({ edit, approval: { picture } }: Asked, { pathOf }: Facts): { picture?: ShownFile } {
  if (!picture) return {};
  const altText = shorten(`A picture of the clip to be edited: ${edit.wish.prompt}`, TITLE_LENGTH);
  const { file, bytes } = picture;
  return { picture: { path: pathOf(file), name: 'clip.jpg', bytes, altText, spoiler: false } };
}

interface Asked {
  edit: Edit;
  approval: NonNullable<Extract<Edit, { state: 'awaiting_approval' }>['approval']>;
  quote: NonNullable<Extract<Edit, { state: 'awaiting_approval' }>['quote']>;
}

function heading({ approvers }: Facts): Line {
  const called = approvers.flatMap((mention): Piece[] => [' ', mention]);
  return called.length > 0 ? ['This edit needs an approval ·', ...called] : ['This edit needs an approval'];
}

/** Each cap as it is, and as it would be. */
function capLines(price: Micros, { caps }: Facts): CapLine[] {
  return caps.map(({ name, limit, used }) => {
    const after = limit - used - price;
    return {
      name,
      before: `${formatDollars(used)} of ${formatDollars(limit)}`,
      after: after < 0 ? `over by ${formatDollars(micros(-after))}` : `${formatDollars(micros(after))} left`,
      broken: after < 0,
    };
  });
}

function askedBy({ edit, approval }: Asked, { timeZone }: Facts, open: boolean): Line {
  const until = open ? ` · open until ${clockTime(approval.expiresAt, timeZone)}` : '';
  return ['Asked by ', { person: edit.person }, until];
}

/** As in a direct message, which the approvers do not see. */
function nobodyHere({ approvers }: Facts): Line[] {
  return approvers.length > 0
    ? []
    : [['Nobody who sees this can approve it. Ask for the edit in a channel instead.']];
}

/** Who has agreed so far, where more than one must. */
function agreed({ approval: { decisions, needed } }: Asked, open: boolean): Line[] {
  if (!open || needed < 2) return [];
  if (decisions.length === 0) return [[`Needs ${needed} different approvers.`]];
  return [['Approved by ', ...people(decisions), `; needs ${needed - decisions.length} more.`]];
}

function outcome({ edit, approval }: Asked, { timeZone }: Facts): ApprovalMessage['outcome'] {
  const { decisions, needed } = approval;
  if (edit.state === 'declined') {
    const why = edit.reason.code === 'declined' && edit.reason.why ? `: “${edit.reason.why}”` : '';
    return {
      tone: 'bad',
      line: ['Declined by ', { person: edit.by }, ` at ${clockTime(edit.since, timeZone)}${why}`],
    };
  }
  const last = decisions.at(-1);
  if (last && decisions.length >= needed) {
    const why = decisions.findLast(({ exception }) => exception !== null)?.exception;
    const cut = last.shorter === undefined ? '' : `, cut to ${seconds(last.shorter)}`;
    const how = why ? `, as an exception: “${why}”` : cut;
    return {
      tone: 'good',
      line: ['Approved by ', ...people(decisions), ` at ${clockTime(last.at, timeZone)}${how}`],
    };
  }
  if (edit.state === 'expired') {
    const line: Line = last
      ? ['Only ', { person: last.by }, ' agreed in time, and two must.']
      : ['Nobody decided in time.'];
    return { tone: 'neutral', line };
  }
  if (edit.state === 'cancelled')
    return { tone: 'neutral', line: ['Withdrawn by ', { person: edit.by }, '.'] };
  return { tone: 'neutral', line: ['The edit ended before anybody decided, so this is no longer asked.'] };
}

function people(decisions: readonly Decision[]): Piece[] {
  return decisions.flatMap(({ by }, index): Piece[] =>
    index === 0 ? [{ person: by }] : [' and ', { person: by }],
  );
}

function buttons({ edit: { id: edit }, approval }: Asked, caps: readonly CapLine[], facts: Facts): Button[] {
  const decline: Button = { action: 'decline', edit, label: 'Decline…', emphasis: 'danger' };
  const broken = caps.some((cap) => cap.broken);
  if (!broken) return [{ action: 'approve', edit, label: 'Approve', emphasis: 'primary' }, decline];
  const { shorter } = approval;
  const isFirm = facts.caps.some(({ firm }, index) => firm && caps[index]?.broken);
  const offered = shorter && facts.caps.every(({ limit, used }) => shorter.quote.amount <= limit - used);
  const label = shorter && `Approve ${seconds(shorter.toMs)} for ${formatDollars(shorter.quote.amount)}`;
  return [
    ...(isFirm ? [] : [{ action: 'exception', edit, label: 'Approve as exception…' } as const]),
    ...(offered && label ? [{ action: 'shorter', edit, label } as const] : []),
    decline,
  ];
}
