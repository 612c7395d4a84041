import type { ActionsBlock } from '@slack/web-api';
import type { Button } from '../../core/views/message.ts';
import { cutTo, LIMITS } from './limits.ts';
import { BUTTON_PREFIX } from './names.ts';

/** Buttons carry the action in their `action_id` and the edit as their value. */
export function buttonRow(buttons: readonly Button[]): ActionsBlock | null {
  if (buttons.length === 0) return null;
  return {
    type: 'actions',
    elements: buttons.slice(0, LIMITS.buttons).map(({ action, edit, label, emphasis }) => ({
      type: 'button',
      action_id: `${BUTTON_PREFIX}${action}`,
      value: edit,
      text: { type: 'plain_text', text: cutTo(label, LIMITS.button), emoji: false },
      ...(emphasis === undefined ? {} : { style: emphasis }),
    })),
  };
}
