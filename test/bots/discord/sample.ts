import type { FormFacts } from '../../../src/core/edit/ask.ts';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { Form } from '../../../src/core/views/form.ts';
import type { ApprovalMessage, StatusMessage, TakeMessage } from '../../../src/core/views/message.ts';
import { drawBar, type Panel } from '../../../src/core/views/panel.ts';

export const EDIT = '01JD3Q8Z5W0000000000000001' as EditId;
export const MARA = '100000000000000011';
export const DANA = '100000000000000012';
export const BUDGET = '100000000000000021';

export const FACTS: FormFacts = {
  qualities: [
    { quality: 'final', name: 'Final', label: 'Final, Kling O3 Pro' },
    { quality: 'draft', name: 'Draft', label: 'Draft, Kling O3' },
  ],
  defaultQuality: 'final',
  maxImages: 4,
  maxElements: 0,
  maxViews: 0,
  aspectRatios: [],
  shotTypes: [],
  seconds: null,
  maxPromptLength: 2500,
};

/** Of models that take elements and let one choose the result. */
export const ABLE: FormFacts = {
  ...FACTS,
  maxElements: 4,
  maxViews: 3,
  aspectRatios: ['16:9', '9:16', '1:1'],
  shotTypes: ['customize', 'intelligent'],
  seconds: { min: 3, max: 15 },
};

export function statusOf(change: Partial<StatusMessage> = {}): StatusMessage {
  return {
    kind: 'status',
    edit: EDIT,
    title: 'Change the beer to a cola, keep everything else',
    facts: ['promo.mov', '8.4 s', '1080×1920', 'final, Kling O3 Pro', '$3.03'],
    steps: [
      { state: 'done', text: 'Clip checked' },
      { state: 'done', text: 'Within the budget · $142.18 left for the team in November' },
      { state: 'active', text: 'Editing · 1:12 of about 3 min' },
      { state: 'waiting', text: 'Delivery' },
    ],
    notes: [],
    outcome: null,
    buttons: [{ action: 'cancel', edit: EDIT, label: 'Cancel' }],
    ...change,
  };
}

export function takeOf(change: Partial<TakeMessage> = {}): TakeMessage {
  return {
    kind: 'take',
    edit: EDIT,
    facts: ['Take 1', '8.4 s', 'sound kept', '$3.03 charged', '2 min 58 s'],
    file: {
      path: '/nowhere/take.mp4',
      name: 'promo-take-1.mp4',
      bytes: 4_000_000,
      altText: 'Edited clip, 8.4 s: Change the beer to a cola, keep everything else',
      spoiler: false,
    },
    pictures: [],
    line: null,
    buttons: [
      { action: 'again', edit: EDIT, label: 'Edit again', emphasis: 'primary' },
      { action: 'retry', edit: EDIT, label: 'Try again' },
    ],
    ...change,
  };
}

export function approvalOf(change: Partial<ApprovalMessage> = {}): ApprovalMessage {
  return {
    kind: 'approval',
    edit: EDIT,
    heading: ['This edit needs an approval ·', ' ', { person: DANA }, ' ', { group: BUDGET }],
    title: 'Change the beer to a cola, keep everything else',
    facts: ['$3.60', '10 s', 'final, Kling O3 Pro'],
    caps: [
      { name: 'Team, November', before: '$248.00 of $250.00', after: 'over by $1.60', broken: true },
      { name: '#campaign-x, week', before: '$31.20 of $60.00', after: '$25.20 left', broken: false },
    ],
    lines: [['Asked by ', { person: MARA }, ' · open until Tue 14:05']],
    outcome: null,
    buttons: [
      { action: 'exception', edit: EDIT, label: 'Approve as exception…' },
      { action: 'decline', edit: EDIT, label: 'Decline…', emphasis: 'danger' },
    ],
    ...change,
  };
}

/** A form with a field of every kind. */
export function formOf(change: Partial<Form> = {}): Form {
  return {
    token: 'budget:cap:month',
    title: 'Set a cap',
    intro: [['The team may spend this much in a *month*.']],
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
        value: [{ person: DANA }, { group: BUDGET }],
        max: 10,
      },
      { kind: 'files', name: 'pictures', label: 'Pictures', of: 'images', max: 2, optional: true },
    ],
    submit: 'Save',
    ...change,
  };
}

export function panelOf(change: Partial<Panel> = {}): Panel {
  return {
    title: 'Budget',
    parts: [
      { kind: 'lines', lines: [['Set by ', { person: DANA }, ' *today*']] },
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
