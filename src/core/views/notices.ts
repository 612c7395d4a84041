import type { Edit } from '../edit/edit.ts';
import { capName } from '../money/budget.ts';
import { formatDollars, micros } from '../money/micros.ts';
import { agrees } from '../money/settlement.ts';
import type { Alert } from '../store/store.ts';
import type { Facts } from './facts.ts';
import { calendarDay, clockTime, shorten } from './figures.ts';
import type { Line, Mention, NoticeMessage, Piece } from './message.ts';

/** Of a prompt that somebody is reminded of. */
const PROMPT_LENGTH = 80;

/**
 * What is said once, in a message of its own: a change of another message notifies nobody. A notice that no longer
 * belongs in the thread's view stays where it was posted.
 */
export function noticesOf(edit: Edit, facts: Facts): NoticeMessage[] {
  return [
    ...aboutApproval(edit, facts),
    ...contradicted(edit, facts),
    ...overrun(edit, facts),
    ...adjusted(edit, facts),
    ...alerts(edit, facts),
    ...shownNowhere(edit, facts),
  ];
}

/** The thread cannot say it. */
function shownNowhere(edit: Edit, { timeZone }: Facts): NoticeMessage[] {
  if (edit.state !== 'delivered' || !edit.nowhere || edit.partOf) return [];
  const { take, charged, presentation, wish, person } = edit;
  const link = presentation?.link;
  const where: Line = link
    ? ['Here it is: ', { link: link.url, label: take.name }, `, until ${calendarDay(link.until, timeZone)}.`]
    : ['It is kept; whoever runs Recut can hand it out.'];
  const line: Line = [
    `Your edit “${shorten(wish.prompt, PROMPT_LENGTH)}” is done and cost ${formatDollars(charged)}, but its thread is gone or takes no files. `,
    ...where,
  ];
  return [{ ...notice(edit, 'nowhere', line), to: person }];
}

function aboutApproval(edit: Edit, { approvers, timeZone }: Facts): NoticeMessage[] {
  if (edit.state === 'awaiting_approval') {
    const { round = 1, remindedAt, expiresAt } = edit.approval;
    const price = formatDollars(edit.quote.amount);
    const again = calling(`It costs ${price} now, so it is asked anew whether it may run`, approvers);
    const until = clockTime(expiresAt, timeZone);
    const still = calling(`This still waits for an approval, until ${until}`, approvers);
    return [
      ...(round > 1 ? [notice(edit, `asked:${round}`, again)] : []),
      ...(remindedAt ? [notice(edit, `reminder:${round}`, still)] : []),
    ];
  }
  if (edit.state !== 'expired' || edit.reason.code !== 'approval_expired') return [];
  const why = edit.reason.agreed
    ? 'only one approver agreed in time, and two must'
    : 'nobody decided in time';
  const line = [{ person: edit.person }, `: ${why}, so it does not run. Nothing was charged.`];
  return [notice(edit, 'expired', line)];
}

/** An approver settled that it did not run, and was wrong, or the provider is. */
function contradicted(edit: Edit, { approvers, model }: Facts): NoticeMessage[] {
  if (edit.state !== 'unresolved' || !edit.contradicts) return [];
  const { settledBy, predictionId } = edit.contradicts;
  const said = [
    '',
    { person: settledBy },
    ` settled that this edit did not run, but ${model.provider} says that it did`,
  ] as const;
  const [first = '', ...rest] = calling(
    '. It may be charged: please settle it again in the card above',
    approvers,
  );
  return [notice(edit, `contradicted:${predictionId}`.slice(0, 80), [...said, first, ...rest])];
}

/** The provider charged more than was set aside. */
function overrun(edit: Edit, { budgetOwners }: Facts): NoticeMessage[] {
  if (edit.state === 'failed' && edit.reason.code === 'settled_as_charged' && edit.reason.over) {
    const { charged, over } = edit.reason;
    const said = `An approver found that the provider charged ${formatDollars(charged)}, ${formatDollars(over)} more than was set aside. It is booked in every cap`;
    return [notice(edit, 'overrun', calling(said, budgetOwners))];
  }
  if (!('charged' in edit) || !edit.hold || edit.charged <= edit.hold.amount) return [];
  if (edit.bill && !agrees(edit.bill.before, edit.bill.amount)) return [];
  const over = formatDollars(micros(edit.charged - edit.hold.amount));
  const said = `The provider charged ${formatDollars(edit.charged)}, ${over} more than was set aside. It is booked in every cap`;
  return [notice(edit, 'overrun', calling(said, budgetOwners))];
}

/** The bill came later, and says something else than what was charged until then. */
function adjusted(edit: Edit, { budgetOwners }: Facts): NoticeMessage[] {
  if (edit.state !== 'delivered' || !edit.bill || agrees(edit.bill.before, edit.bill.amount)) return [];
  const { before, amount } = edit.bill;
  const said = `The provider's bill says ${formatDollars(amount)} where ${formatDollars(before)} was charged. The difference is booked`;
  return [notice(edit, 'bill', calling(said, amount > before ? budgetOwners : []))];
}

/** Of one cap only the highest that was crossed. */
function alerts(edit: Edit, { alerts, budgetOwners }: Facts): NoticeMessage[] {
  const highest = new Map(alerts.map((alert) => [`${alert.scope} ${alert.period}`, alert]));
  return [...highest.values()].map((alert) =>
    notice(
      edit,
      `alert:${alert.scope}:${alert.period}:${alert.percent}`,
      calling(alertText(alert), alert.percent >= 100 ? budgetOwners : []),
    ),
  );
}

function alertText(alert: Alert): string {
  const used = `${formatDollars(alert.used)} of ${formatDollars(alert.limit)}`;
  return alert.percent >= 100
    ? `${capName(alert)}: the cap is used up, ${used} are spent or set aside`
    : `${capName(alert)}: ${alert.percent} % of the cap is used, ${used} are spent or set aside`;
}

/** A sentence, without its full stop, and whom it calls. */
export function calling(text: string, whom: readonly Mention[]): Line {
  return [`${text}${whom.length > 0 ? ' ·' : '.'}`, ...whom.flatMap((mention): Piece[] => [' ', mention])];
}

function notice(edit: Edit, name: string, line: Line): NoticeMessage {
  return { kind: 'notice', edit: edit.id, name, line };
}
