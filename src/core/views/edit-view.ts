import type { Edit } from '../edit/edit.ts';
import { approvalView } from './approval-view.ts';
import type { Facts } from './facts.ts';
import type { Message } from './message.ts';
import { noticesOf } from './notices.ts';
import { settlementView } from './settlement-view.ts';
import { statusView } from './status-view.ts';
import { takeView } from './take-view.ts';

/** Everything that the thread of an edit should show now, in order. */
export function editView(edit: Edit, facts: Facts): Message[] {
  const approval = approvalView(edit, facts);
  const settlement = settlementView(edit, facts);
  return [
    statusView(edit, facts),
    ...(approval ? [approval] : []),
    ...(settlement ? [settlement] : []),
    ...(edit.state === 'delivered' || (edit.state === 'delivering' && edit.presentation)
      ? [takeView(edit, facts)]
      : []),
    ...noticesOf(edit, facts),
  ];
}
