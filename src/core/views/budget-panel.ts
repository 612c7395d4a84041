import { capName } from '../money/budget.ts';
import type { Standing } from '../money/budget-keeper.ts';
import { add, formatDollars, type Micros, micros, subtract } from '../money/micros.ts';
import type { Rules } from '../money/rules.ts';
import type { Line } from './message.ts';
import { type Bar, drawBar, type Panel, type PanelButton, type PanelPart } from './panel.ts';
import { rulesLine, safeDefaults } from './rule-wording.ts';
import { writeToken } from './token.ts';

export interface BudgetFacts {
  standings: readonly Standing[];
  rules: Rules;
  /** Whether who asks may change the rules. */
  mayChange: boolean;
  /** Said first, such as what was just changed. */
  said?: Line;
}

const NAMES: Readonly<Record<string, string>> = { person: 'You', channel: 'This channel' };

/** What is spent, set aside and left: the person's own, the channel's and the team's; and what may be changed. */
export function budgetPanel({ standings, rules, mayChange, said }: BudgetFacts): Panel {
  const own = [...standings].reverse();
  const bars = own.flatMap(({ limit, ...standing }) => (limit === null ? [] : [capBar(standing, limit)]));
  const isNew = mayChange && rules.version === 0;
  return {
    title: 'Budget',
    parts: [
      ...(said ? [lines(said)] : []),
      ...(rules.paused ? [lines(['New edits are paused by ', { person: rules.paused.by }, '.'])] : []),
      ...(bars.length > 0 ? [{ kind: 'bars' as const, bars: bars.slice(0, 8) }] : []),
      ...withoutCap(own),
      lines([
        isNew ? `Nothing is set here yet. ${safeDefaults(rules)}` : `As it is set: ${rulesLine(rules)}.`,
      ]),
      ...(mayChange ? [{ kind: 'buttons' as const, buttons: buttons(rules, isNew) }] : []),
    ],
  };
}

function lines(...all: Line[]): PanelPart {
  return { kind: 'lines', lines: all };
}

function capBar({ balance: { posted, held }, ...account }: Omit<Standing, 'limit'>, limit: Micros): Bar {
  const left = subtract(limit, add(posted, held));
  const aside = held > 0 ? ` · ${formatDollars(held)} set aside` : '';
  const rest =
    left < 0
      ? `over the cap of ${formatDollars(limit)} by ${formatDollars(micros(-left))}`
      : `${formatDollars(left)} left of ${formatDollars(limit)}`;
  const share = (amount: Micros) => (limit > 0 ? amount / limit : 1);
  return {
    name: named(account),
    drawn: drawBar(share(posted), share(held)),
    text: `${formatDollars(posted)} spent${aside} · ${rest}`,
  };
}

/** Where nothing caps a person, a channel or a team in a month, what was spent is told all the same. */
function withoutCap(standings: readonly Standing[]): PanelPart[] {
  const free = standings.filter(
    ({ limit, scope, period }) =>
      limit === null && period.startsWith('month:') && !scope.startsWith('deploy'),
  );
  const told = free.map(({ balance: { posted, held }, ...account }): Line => {
    const aside = held > 0 ? `, ${formatDollars(held)} set aside` : '';
    return [`${named(account)}: ${formatDollars(posted)} spent${aside}; no cap.`];
  });
  return told.length > 0 ? [lines(...told)] : [];
}

function named(account: Pick<Standing, 'scope' | 'period'>): string {
  const [scope = ''] = account.scope.split(':');
  const period = capName(account).split(', ').slice(1).join(', ');
  return NAMES[scope] ? `${NAMES[scope]}, ${period}` : capName(account);
}

function buttons(rules: Rules, isNew: boolean): PanelButton[] {
  const button = (what: string, label: string, emphasis?: 'primary' | 'danger'): PanelButton => ({
    token: writeToken('budget', ...what.split(' ')),
    label,
    ...(emphasis ? { emphasis } : {}),
  });
  return [
    ...(isNew ? [button('setup cap', 'Set it up…', 'primary')] : []),
    button('cap', 'Set a cap…'),
    button('policy', 'Policy…'),
    button('approvers', 'Approvers…'),
    button('limits', 'Limits…'),
    button('calendar', 'Times…'),
    button('model', 'Models…'),
    rules.paused ? button('resume', 'Resume edits', 'primary') : button('pause', 'Pause edits', 'danger'),
    button('report month', 'Post a report'),
  ];
}

const STEPS = { policy: 'what runs by itself', approvers: 'who approves' } as const;

/** Between two steps of a first setup. */
export function setupPanel(said: Line, next: keyof typeof STEPS): Panel {
  const button: PanelButton = {
    token: writeToken('budget', 'setup', next),
    label: `Next: ${STEPS[next]}…`,
    emphasis: 'primary',
  };
  const number = next === 'policy' ? 2 : 3;
  return {
    title: `Setting up the budget · ${number} of 3`,
    parts: [lines(said), { kind: 'buttons', buttons: [button] }],
  };
}
