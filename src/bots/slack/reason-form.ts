import type { ModalView } from '@slack/web-api';
import { z } from 'zod';
import type { PressAnswer } from '../../core/desk.ts';
import type { Press } from '../../core/edit/ask.ts';
import type { EditId } from '../../core/edit/edit.ts';
import type { Line } from '../../core/views/message.ts';
import type { Identity } from './identity.ts';
import { cutTo, LIMITS } from './limits.ts';
import { REASON_FORM } from './names.ts';
import { plain, present } from './plain-blocks.ts';
import { richLines } from './rich-line.ts';

/** The `block_id` of the only field, and the `action_id` of its element. */
export const REASON_FIELD = 'reason';

/** What is pressed again once the reason is there. Slack keeps it, and people cannot change it. */
const reasonMemo = z.object({ action: z.string(), edit: z.string(), channel: z.string() });

/** The small modal that asks why, for a button in `channel`. */
export function reasonForm(asked: Extract<PressAnswer, { kind: 'reason' }>, channel: string): ModalView {
  const { action, edit, title, label } = asked;
  const memo: z.infer<typeof reasonMemo> = { action, edit, channel };
  return {
    type: 'modal',
    callback_id: REASON_FORM,
    title: plain(cutTo(title, LIMITS.viewTitle)),
    submit: plain('Send'),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(memo),
    blocks: [
      {
        type: 'input',
        block_id: REASON_FIELD,
        label: plain(cutTo(label, LIMITS.label)),
        element: {
          type: 'plain_text_input',
          action_id: REASON_FIELD,
          multiline: true,
          max_length: LIMITS.reason,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** What the modal turns into when the desk has something to say: there is nothing left to send. */
export function reasonNote(title: string, line: Line): ModalView {
  return {
    type: 'modal',
    title: plain(cutTo(title, LIMITS.viewTitle)),
    close: plain('Close'),
    blocks: present([richLines([line])]),
  };
}

/** The modal that was sent, as far as we read it. */
const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    title: z.object({ text: z.string() }),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [REASON_FIELD]: z.object({ [REASON_FIELD]: z.object({ value: z.string().nullish() }) }),
      }),
    }),
  }),
});

/** @throws ZodError or SyntaxError when this is no form of ours */
export function readReason(body: unknown, self: Identity): { press: Press; title: string } {
  const { user, view } = submission.parse(body);
  const { action, edit, channel } = reasonMemo.parse(JSON.parse(view.private_metadata));
  const press: Press = {
    keys: [`slack:view:${view.id}`],
    action,
    edit: edit as EditId,
    person: user.id,
    reason: view.state.values[REASON_FIELD][REASON_FIELD].value?.trim() ?? '',
    place: { platform: 'slack', team: self.team, channel },
  };
  return { press, title: view.title.text };
}
