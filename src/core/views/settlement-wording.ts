import type { PressAnswer } from '../desk.ts';
import { type Edit, type EditId, hasEnded } from '../edit/edit.ts';
import { formatDollars, type Micros } from '../money/micros.ts';
import type { SettlingAction } from '../settling-desk.ts';
import type { Line } from './message.ts';
import { reasonForm } from './reason-form.ts';

/** What the desk says to one person alone about a submission that nobody can find. */
export const settlementNotes = {
  notAnApprover: (): Line => ['Only approvers settle this. They are named in the card.'],
  tooEarly: (): Line => ['Recut is still looking for it at the provider. Press again in a minute.'],
  settledAlready(edit: Edit): Line {
    const doubt = 'doubt' in edit ? edit.doubt : undefined;
    if (doubt?.settledBy) return ['', { person: doubt.settledBy }, ' settled this already.'];
    return [hasEnded(edit) ? 'This edit has ended already.' : 'It was found meanwhile, and goes on.'];
  },
  notUnderstood: (): Line => [
    'That is neither the id of a prediction nor an amount in dollars such as 1.08. Press It ran again.',
  ],
  unknownPrediction: (id: string): Line => [
    `The provider knows no prediction ${id} in this account. Look at its id again, or give what was charged instead.`,
  ],
  takenPrediction: (id: string): Line => [`The prediction ${id} belongs to another edit of Recut's.`],
  tooMuch: (held: Micros): Line => [
    `That is more than ten times the ${formatDollars(held)} that were set aside. Look at the provider's bill again, and give what it charged for this one.`,
  ],
  providerAway: (): Line => [
    'The provider cannot be asked about this id just now, so nothing was changed. Try again in a few minutes.',
  ],
  busy: (): Line => ['This edit is just moving on. Press again in a moment.'],
  formFor(action: SettlingAction, edit: EditId): PressAnswer {
    const words =
      action === 'itran'
        ? { title: 'It ran', label: 'Its id there, or the charge, such as $1.08' }
        : { title: 'It did not run', label: 'How do you know?' };
    return { kind: 'ask', form: reasonForm(action, edit, words) };
  },
};
