import type { Form } from '../../../src/core/views/form.ts';
import type { ApprovalMessage, StatusMessage, TakeMessage } from '../../../src/core/views/message.ts';
import { drawBar, type Panel } from '../../../src/core/views/panel.ts';
import { EDIT } from './recording-desk.ts';

/** A running edit, as the core would show it. */
export function aStatus(change: Partial<StatusMessage> = {}): StatusMessage {
  return {
    kind: 'status',
    edit: EDIT,
    title: 'Change the beer to a cola',
    facts: ['promo.mov', '8.4 s', '$3.03'],
    steps: [
      { state: 'done', text: 'Clip checked' },
      { state: 'active', text: 'Editing · 0:12' },
    ],
    notes: [],
    outcome: null,
    buttons: [{ action: 'cancel', edit: EDIT, label: 'Cancel' }],
    ...change,
  };
}

export function aTake(file: TakeMessage['file'], change: Partial<TakeMessage> = {}): TakeMessage {
  return {
    kind: 'take',
    edit: EDIT,
    facts: ['Take 1', '8.4 s', '$3.03 charged'],
    file,
    pictures: [],
    line: null,
    buttons: [{ action: 'again', edit: EDIT, label: 'Edit again', emphasis: 'primary' }],
    ...change,
  };
}

/** A question to Dana and the approvers, about an edit that a cap has no room for. */
export function anApproval(change: Partial<ApprovalMessage> = {}): ApprovalMessage {
  return {
    kind: 'approval',
    edit: EDIT,
    heading: ['This edit needs an approval ·', ' ', { person: 'U0DANA00001' }, ' ', { group: 'S0APPROVERS' }],
    title: 'Change the beer to a cola, keep everything else',
    facts: ['$3.60', '10 s', 'final, Kling O3 Pro'],
    caps: [
      {
        name: 'Team, November',
        before: '$248.00 of $250.00',
        after: 'over by $1.60',
        broken: true,
      },
      { name: '#campaign-x, week', before: '$31.20 of $60.00', after: '$25.20 left', broken: false },
    ],
    lines: [['Asked by ', { person: 'U0MARA00001' }, ' · open until Tue 14:05']],
    outcome: null,
    buttons: [
      { action: 'exception', edit: EDIT, label: 'Approve as exception…' },
      { action: 'decline', edit: EDIT, label: 'Decline…', emphasis: 'danger' },
    ],
    ...change,
  };
}

/** The same once Lee has decided. */
export function aDecision(change: Partial<ApprovalMessage> = {}): ApprovalMessage {
  return anApproval({
    heading: ['This edit needed an approval'],
    caps: [],
    lines: [['Asked by ', { person: 'U0MARA00001' }]],
    outcome: {
      tone: 'good',
      line: [
        'Approved by ',
        { person: 'U0LEE000001' },
        ' at Tue 12:40, as an exception: “the client is waiting”',
      ],
    },
    buttons: [],
    ...change,
  });
}

/** A form with a field of every kind. */
export function aForm(change: Partial<Form> = {}): Form {
  return {
    token: 'budget:cap:month',
    title: 'Set a cap',
    intro: [['The team may spend this much in a month.']],
    fields: [
      { kind: 'text', name: 'amount', label: 'Dollars', hint: 'Such as 250', value: '100.00', maxLength: 12 },
      {
        kind: 'choice',
        name: 'period',
        label: 'Period',
        options: [
          { value: 'day', label: 'A day' },
          { value: 'month', label: 'A month' },
        ],
        value: 'month',
      },
      {
        kind: 'people',
        name: 'approvers',
        label: 'Approvers',
        value: [{ person: 'U0DANA00001' }, { group: 'S0ELSEWHERE' }],
        max: 10,
      },
      { kind: 'files', name: 'pictures', label: 'Pictures', of: 'images', max: 2, optional: true },
    ],
    submit: 'Save',
    ...change,
  };
}

export function aPanel(change: Partial<Panel> = {}): Panel {
  return {
    title: 'Budget',
    parts: [
      { kind: 'lines', lines: [['Set by ', { person: 'U0DANA00001' }, ' <today>']] },
      { kind: 'bars', bars: [{ name: 'Team, November', drawn: drawBar(0.5, 0.1), text: '$50.00 spent' }] },
      {
        kind: 'rows',
        rows: [{ title: [{ link: 'https://example.com/1', label: 'make it dusk' }], details: ['$1.08'] }],
      },
      { kind: 'buttons', buttons: [{ token: 'budget:cap', label: 'Set cap…', emphasis: 'primary' }] },
    ],
    ...change,
  };
}
