/** A team's rules and their changes, as people read them. */
import { formatDollars, type Micros } from '../money/micros.ts';
import type { PeriodKind } from '../money/periods.ts';
import type { CapName, CapTarget, Rules } from '../money/rules.ts';
import type { Line, Mention, Piece } from './message.ts';

const PERIODS: Record<PeriodKind, string> = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  total: 'in all',
};

/** "the team, a month", "each person, a day", "@Mara, a week". */
function capSubject(name: CapName, here?: string): Piece[] {
  const [target = '', period = ''] = name.split('/') as [CapTarget, PeriodKind];
  const [kind = '', id] = target.split(':');
  const span = `, ${PERIODS[period as PeriodKind] ?? period}`;
  if (kind === 'team') return [`the team${span}`];
  if (kind === 'deployment') return [`all teams together${span}`];
  if (kind === 'person') return id ? [{ person: id }, span] : [`each person${span}`];
  return [`${id ? (id === here ? 'this channel' : 'a channel') : 'each channel'}${span}`];
}

/** What a team goes by, in one line: what runs by itself, what asks, what may be spent. */
export function rulesLine(rules: Rules): string {
  const auto =
    rules.autoApproveUpTo > 0
      ? `edits up to ${formatDollars(rules.autoApproveUpTo)} run without approval`
      : 'every edit needs an approval';
  const over = rules.overCap === 'ask' ? 'over a cap somebody must approve' : 'over a cap nothing runs';
  const two = rules.twoApprovalsFrom === null ? '' : `, two from ${formatDollars(rules.twoApprovalsFrom)} on`;
  return `${auto}; ${over}${two}`;
}

/** What a team goes by before it has set anything. */
export function safeDefaults(rules: Rules): string {
  const limit = rules.caps['team/month'];
  const cap = limit === undefined ? '' : `; the team may spend ${formatDollars(limit)} a month`;
  const who = rules.approvers.length > 0 ? 'the named approvers' : 'the admins here';
  return `Until somebody changes it with /edit-budget: ${rulesLine(rules)}${cap}; ${who} approve.`;
}

/** The public notices of changes. */
export const changeNotices = {
  cap(by: string, name: CapName, before: Micros | undefined, after: Micros | undefined, here: string): Line {
    const subject = capSubject(name, here);
    const was = before === undefined ? 'there was none before' : `${formatDollars(before)} before`;
    if (after === undefined) return [{ person: by }, ' took away the cap for ', ...subject, ` (${was}).`];
    return [{ person: by }, ' set the cap for ', ...subject, ` to ${formatDollars(after)} (${was}).`];
  },
  policy: (by: string, rules: Rules): Line => [
    { person: by },
    ` changed what runs here: ${rulesLine(rules)}; ${rules.selfApproval ? 'people may' : 'nobody may'} approve their own; a request is open for ${hours(rules)}.`,
  ],
  approvers: (by: string, approvers: readonly Mention[]): Line => [
    { person: by },
    ' changed who approves edits: ',
    ...(approvers.length > 0 ? joined(approvers) : ['the admins']),
    '.',
  ],
  owners: (by: string): Line => [{ person: by }, ' changed who may set the budget.'],
  paused: (by: string): Line => [
    { person: by },
    ' paused new edits. What runs already is finished; everything else waits until somebody resumes it.',
  ],
  resumed: (by: string): Line => [{ person: by }, ' resumed edits.'],
};

function hours({ expiresAfterMs }: Pick<Rules, 'expiresAfterMs'>): string {
  const exact = expiresAfterMs / 3_600_000;
  const shown = Number(exact.toFixed(exact < 1 ? 3 : 1));
  return shown === 1 ? '1 hour' : `${shown} hours`;
}

function joined(mentions: readonly Mention[]): Piece[] {
  return mentions.flatMap((mention, index): Piece[] => (index === 0 ? [mention] : [', ', mention]));
}
