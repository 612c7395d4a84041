/** A team's rules and their changes, as people read them. */
import type { Millis } from '../clock.ts';
import { formatDollars, type Micros } from '../money/micros.ts';
import type { PeriodKind } from '../money/periods.ts';
import type { CapName, CapTarget, Rules } from '../money/rules.ts';
import { seconds } from './figures.ts';
import type { Line, Mention, Piece } from './message.ts';
import { WEEKDAYS } from './rule-forms.ts';

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
    ` changed what runs here: ${rulesLine(rules)}; ${rules.selfApproval ? 'people may' : 'nobody may'} approve their own; a request is open for ${hours(rules.expiresAfterMs)}.`,
  ],
  approvers: (by: string, approvers: readonly Mention[]): Line => [
    { person: by },
    ' changed who approves edits: ',
    ...(approvers.length > 0 ? joined(approvers) : ['the admins']),
    '.',
  ],
  limits: (by: string, rules: Rules): Line => [
    { person: by },
    ` changed the limits here: ${limitsLine(rules)}.`,
  ],
  calendar: (by: string, { calendar, remindBeforeMs }: Rules): Line => [
    { person: by },
    ` changed the times here: ${calendar.timeZone}, weeks begin on ${WEEKDAYS[calendar.weekStartsOn]}; approvers are ${remindBeforeMs > 0 ? `reminded ${hours(remindBeforeMs)} before a request ends` : 'not reminded'}.`,
  ],
  model: (by: string, rules: Rules, titleOf: (provider: string) => string): Line => [
    { person: by },
    ` changed what edits are made with here: ${modelLine(rules, titleOf)}. When a provider is down, ${rules.nextProvider === 'automatic' ? 'edits go on at the next one by the same rules' : 'the next one is offered'}.`,
  ],
  owners: (by: string): Line => [{ person: by }, ' changed who may set the budget.'],
  paused: (by: string): Line => [
    { person: by },
    ' paused new edits. What runs already is finished; everything else waits until somebody resumes it.',
  ],
  resumed: (by: string): Line => [{ person: by }, ' resumed edits.'],
};

/** "a single edit costs $5.00 at most and has any length; 2 run at a time for each person, any number for the team; …" */
function limitsLine({ maxPrice, maxClipMs, maxRunning, alertsAt }: Rules): string {
  const price = maxPrice === null ? 'has any price' : `costs ${formatDollars(maxPrice)} at most`;
  const length = maxClipMs === null ? 'has any length' : `lasts ${seconds(maxClipMs)} at most`;
  const count = (limit: number | null) => (limit === null ? 'any number' : String(limit));
  const told =
    alertsAt.length === 0
      ? 'nothing is told while a cap fills up'
      : `the team is told at ${alertsAt.join(', ')} % of a cap`;
  return `a single edit ${price} and ${length}; ${count(maxRunning.person)} at a time for each person, ${count(maxRunning.team)} for the team; ${told}`;
}

function modelLine({ model, provider, quality }: Rules, titleOf: (provider: string) => string): string {
  const chosen = [
    ...(model ? [`the model ${model}`] : []),
    ...(provider ? [`${model ? 'else ' : ''}models of ${titleOf(provider)}`] : []),
    ...(quality ? [`${quality} quality`] : []),
  ];
  return chosen.length > 0 ? chosen.join(', ') : 'as whoever runs Recut has set it';
}

function hours(time: Millis): string {
  const exact = time / 3_600_000;
  const shown = Number(exact.toFixed(exact < 1 ? 3 : 1));
  return shown === 1 ? '1 hour' : `${shown} hours`;
}

function joined(mentions: readonly Mention[]): Piece[] {
  return mentions.flatMap((mention, index): Piece[] => (index === 0 ? [mention] : [', ', mention]));
}
