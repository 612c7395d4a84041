import { PERIOD_KINDS } from '../money/periods.ts';
import type { Rules } from '../money/rules.ts';
import type { Form } from './form.ts';
import type { Mention } from './message.ts';
import { plainDollars as plain } from './rule-forms.ts';
import { writeToken } from './token.ts';

/** The forms of `/edit-budget`. `setup` makes a form one of the three steps of a first setup. */
type Kind = 'cap' | 'policy' | 'approvers';

const AMOUNT_LENGTH = 16;

export function capForm(rules: Rules, setup: boolean): Form {
  const limit = rules.caps['team/month'];
  return {
    token: tokenOf('cap', setup),
    title: setup ? '1 of 3: a cap' : 'Set a cap',
    intro: setup ? [['What may be spent at most. More caps can be set afterwards.']] : [],
    fields: [
      {
        kind: 'choice',
        name: 'target',
        label: 'For whom',
        options: [
          { value: 'team', label: 'The whole team' },
          { value: 'here', label: 'This channel' },
          { value: 'channel', label: 'Each channel' },
          { value: 'person', label: 'Each person' },
          { value: 'one', label: 'One person, chosen below' },
        ],
        value: 'team',
      },
      { kind: 'people', name: 'who', label: 'Only this person', max: 1, optional: true },
      {
        kind: 'choice',
        name: 'period',
        label: 'In which time',
        options: PERIOD_KINDS.map((value) => ({ value, label: value === 'total' ? 'In all' : `A ${value}` })),
        value: 'month',
      },
      {
        kind: 'text',
        name: 'amount',
        label: 'Dollars',
        hint: 'Such as 250. Left empty, the cap is taken away.',
        optional: true,
        maxLength: AMOUNT_LENGTH,
        ...(setup && limit !== undefined ? { value: plain(limit) } : {}),
      },
    ],
    submit: 'Save',
  };
}

export function policyForm(rules: Rules, setup: boolean): Form {
  return {
    token: tokenOf('policy', setup),
    title: setup ? '2 of 3: what runs' : 'Policy',
    intro: [],
    fields: [
      {
        kind: 'text',
        name: 'auto',
        label: 'Runs without approval, up to (dollars)',
        hint: 'Each edit above this price needs an approval.',
        value: plain(rules.autoApproveUpTo),
        maxLength: AMOUNT_LENGTH,
      },
      {
        kind: 'choice',
        name: 'over',
        label: 'When a cap has no room left',
        options: [
          { value: 'ask', label: 'Ask the approvers' },
          { value: 'refuse', label: 'Refuse the edit' },
        ],
        value: rules.overCap,
      },
      {
        kind: 'text',
        name: 'two',
        label: 'Two approvals from (dollars)',
        hint: 'Left empty, one approval is enough at any price.',
        optional: true,
        value: rules.twoApprovalsFrom === null ? '' : plain(rules.twoApprovalsFrom),
        maxLength: AMOUNT_LENGTH,
      },
      {
        kind: 'choice',
        name: 'self',
        label: 'May people approve their own edits',
        options: [
          { value: 'no', label: 'No, somebody else decides' },
          { value: 'yes', label: 'Yes' },
        ],
        value: rules.selfApproval ? 'yes' : 'no',
      },
      {
        kind: 'text',
        name: 'hours',
        label: 'A request is open for (hours)',
        hint: 'Up to 24; then it expires, and nothing was charged.',
        value: String(Number((rules.expiresAfterMs / 3_600_000).toFixed(3))),
        maxLength: 6,
      },
    ],
    submit: 'Save',
  };
}

export function approversForm(
  { approvers, owners }: { approvers: readonly Mention[]; owners: readonly Mention[] },
  setup: boolean,
): Form {
  return {
    token: tokenOf('approvers', setup),
    title: setup ? '3 of 3: who approves' : 'Approvers',
    intro: [['Left empty, the admins approve. Admins may always change the budget.']],
    fields: [
      {
        kind: 'people',
        name: 'approvers',
        label: 'Who approves edits',
        value: approvers,
        max: 25,
        optional: true,
      },
      {
        kind: 'people',
        name: 'owners',
        label: 'Who else may change the budget',
        value: owners,
        max: 25,
        optional: true,
      },
    ],
    submit: 'Save',
  };
}

export const budgetNotes = {
  noAmount: 'This is no amount in dollars, such as 12.50.',
  nobody: 'Choose the person whose cap it is.',
  onePerson: 'Choose one person here, not a group.',
  noHours: 'Give a number of hours up to 24.',
  noSeconds: 'Give a number of seconds, such as 10.',
  noCount: 'Give a whole number from 1 to 1000.',
  noPercents: 'Give up to five whole numbers, such as 50, 80, 100.',
  noZone: 'This is no time zone that is known here, such as Europe/Berlin.',
  notAllowed: 'Only admins and named budget owners may change this.',
  noReport: 'Only admins and named budget owners may post a report.',
  reported: 'The report is in this channel.',
  notSaved: 'That could not be saved as it stands. Nothing was changed.',
  unknown: 'There are: /edit-budget, and /edit-budget report day, week or month.',
};

function tokenOf(kind: Kind, setup: boolean): string {
  return writeToken('budget', ...(setup ? ['setup'] : []), kind);
}
