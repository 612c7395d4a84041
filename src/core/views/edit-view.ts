import type { Edit } from '../edit/edit.ts';
import { approvalView } from './approval-view.ts';
import { choiceView } from './choice-view.ts';
import type { Facts } from './facts.ts';
import type { Message } from './message.ts';
import { noticesOf } from './notices.ts';
import { settlementView } from './settlement-view.ts';
import { statusView } from './status-view.ts';
import { takeView } from './take-view.ts';

/**
 * Everything that the thread of an edit should show now, in order. A part of a clip has its line in the status of the
 * whole; of its own it shows only what approvers are asked, and its take when somebody wanted that.
 */
export function editView(edit: Edit, facts: Facts): Message[] {
  const messages = [
    edit.partOf ? null : statusView(edit, facts),
    choiceView(edit, facts),
    approvalView(edit, facts),
    settlementView(edit, facts),
    takeOf(edit, facts),
    ...noticesOf(edit, facts),
  ];
  return messages.filter((message) => message !== null);
}

function takeOf(edit: Edit, facts: Facts): Message | null {
  if (edit.state !== 'delivering' && edit.state !== 'delivered') return null;
  if (edit.partOf && !edit.shown) return null;
  return edit.state === 'delivered' || edit.presentation ? takeView(edit, facts) : null;
}
