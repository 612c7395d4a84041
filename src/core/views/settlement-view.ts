import type { Doubt } from '../edit/doubt.ts';
import type { Edit } from '../edit/edit.ts';
import { SETTLE_AFTER_MS } from '../edit/settling.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { clockTime, seconds, shorten } from './figures.ts';
import type { ApprovalMessage, Button, Line, Piece } from './message.ts';

const TITLE_LENGTH = 200;

/**
 * The card that asks the approvers what became of a submission that nobody can find, and then says what came of that;
 * null for an edit that was never in doubt for long.
 */
export function settlementView(edit: Edit, facts: Facts): ApprovalMessage | null {
  const doubt = 'doubt' in edit ? edit.doubt : undefined;
  if (!doubt || (doubt.until ?? facts.now) - doubt.since < SETTLE_AFTER_MS) return null;
  const quote = 'quote' in edit ? edit.quote : null;
  const open = edit.state === 'unresolved';
  return {
    kind: 'settlement',
    edit: edit.id,
    heading: open ? heading(facts) : ['Nobody knew whether this edit ran'],
    title: shorten(edit.wish.prompt, TITLE_LENGTH),
    facts: quote
      ? [formatDollars(quote.amount), seconds(quote.billedMs), `${facts.model.quality}, ${facts.model.title}`]
      : [`${facts.model.quality}, ${facts.model.title}`],
    caps: [],
    lines: open ? question(edit, facts) : [],
    outcome: open ? null : outcome(edit, doubt, facts),
    buttons: open ? BUTTONS.map((button) => ({ ...button, edit: edit.id })) : [],
  };
}

const BUTTONS: readonly Omit<Button, 'edit'>[] = [
  { action: 'itran', label: 'It ran…', emphasis: 'primary' },
  { action: 'itdidnot', label: 'It did not…' },
];

function heading({ approvers }: Facts): Line {
  const called = approvers.flatMap((mention): Piece[] => [' ', mention]);
  const said = 'Nobody knows whether this edit ran';
  return called.length > 0 ? [`${said} ·`, ...called] : [said];
}

function question(edit: Edit & { state: 'unresolved' }, { timeZone, model }: Facts): Line[] {
  const held = formatDollars(edit.hold.amount);
  if (edit.contradicts) {
    const { settledBy, predictionId } = edit.contradicts;
    return [
      [
        '',
        { person: settledBy },
        ` said that it did not run, and now ${model.provider} says that it did, as ${predictionId}. ${held} are set aside for it again.`,
      ],
      [
        'Press “It ran…” and give that id to have the take, or what was charged if no take will come of it. Press “It did not…” if the bill there shows no charge.',
      ],
    ];
  }
  const known = edit.prediction ? `, is ${edit.prediction.id} there` : '';
  return [
    [
      `It was sent at ${clockTime(edit.attemptAt, timeZone)}${known}, and the provider does not say what became of it.`,
    ],
    [
      `Look for it among the predictions or the charges of your account there. Until it is settled it is not sent again, ${held} stay set aside, and Recut keeps looking.`,
    ],
  ];
}

function outcome(edit: Edit, { until, settledBy }: Doubt, { timeZone }: Facts): ApprovalMessage['outcome'] {
  if (settledBy === null) return { tone: 'good', line: ['It was found at the provider, and goes on.'] };
  const by: Piece[] = [{ person: settledBy }, ` at ${clockTime(until ?? edit.since, timeZone)}`];
  const reason = 'reason' in edit ? edit.reason : null;
  if (reason?.code === 'settled_as_not_run') {
    const why = reason.why ? `: “${reason.why}”` : '';
    return { tone: 'neutral', line: ['It did not run, says ', ...by, why] };
  }
  if (reason?.code === 'settled_as_charged') {
    const charged = `It was charged ${formatDollars(reason.charged)} and brings no take, says `;
    return { tone: 'neutral', line: [charged, ...by] };
  }
  return { tone: 'good', line: ['It ran, says ', ...by, ', and goes on.'] };
}
