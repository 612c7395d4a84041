import type { StatusMessage, TakeMessage } from '../../../src/core/views/message.ts';
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
    line: null,
    buttons: [{ action: 'again', edit: EDIT, label: 'Edit again', emphasis: 'primary' }],
    ...change,
  };
}
