import type { ReasonedAction } from '../approval-desk.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import { formatDollars, type Micros } from '../money/micros.ts';
import type { Form, FormProblem } from './form.ts';
import type { Line } from './message.ts';
import { reasonForm } from './reason-form.ts';

/** What the desk says to one person alone about an approval. */
export const approvalNotes = {
  decidedAlready(edit: Edit, person?: string): Line {
    if (edit.state === 'awaiting_approval') {
      const mine = edit.approval.decisions.some(({ by }) => by === person);
      return mine
        ? ['You have agreed already; it needs somebody else as well.']
        : ['The time to decide is over.'];
    }
    if (edit.state === 'declined') return ['', { person: edit.by }, ' declined this edit already.'];
    if (edit.state === 'expired') return ['The time to decide is over.'];
    const { decisions = [], needed = 1 } = ('approval' in edit ? edit.approval : null) ?? {};
    const last = decisions.at(-1);
    if (last && decisions.length >= needed) return ['', { person: last.by }, ' approved this edit already.'];
    if (edit.state === 'cancelled') return ['', { person: edit.by }, ' has withdrawn this edit.'];
    return ['There is nothing to decide about this edit any more.'];
  },
  ownRequest: (): Line => ['You asked for this edit yourself, so somebody else decides.'],
  notAnApprover: (): Line => ['Only approvers decide this. They are named in the card.'],
  noRoom: (cap: string, firm: boolean): Line => [
    firm
      ? `There is no room for it in the cap “${cap}”, which no exception lifts. It can run once there is room again.`
      : `There is no room for it in the cap “${cap}” any more. It can still be approved as an exception, with a reason.`,
  ],
  noException: (): Line => ['There is room for it in every cap again, so press Approve.'],
  priceChanged: (before: Micros, now: Micros): Line => [
    `The price has changed from ${formatDollars(before)} to ${formatDollars(now)}, so nothing was approved. The edit is asked for anew.`,
  ],
  busy: (): Line => ['This edit is just moving on. Press again in a moment.'],
  reasonForm(action: ReasonedAction, edit: EditId): Form {
    return action === 'decline'
      ? reasonForm(action, edit, { title: 'Decline this edit', label: 'Why not?', submit: 'Decline' })
      : reasonForm(action, edit, {
          title: 'Approve as an exception',
          label: 'Why may it break the cap?',
          submit: 'Approve',
        });
  },
  fewWords: (): FormProblem => ({ field: 'reason', text: 'A few words are needed here.' }),
};
