import type { EditId } from '../edit/edit.ts';
import type { Form } from './form.ts';
import type { Action } from './message.ts';
import { writeToken } from './token.ts';

/** Longer reasons are cut: they stand in a card. */
export const REASON_LENGTH = 300;

/** The small form that asks for a few words; what it sends presses the same button of the edit again with them. */
export function reasonForm(
  action: Action,
  edit: EditId,
  { title, label, submit = 'Send' }: { title: string; label: string; submit?: string },
): Form {
  return {
    token: writeToken('reason', action, edit),
    title,
    intro: [],
    fields: [{ kind: 'text', name: 'reason', label, long: true, maxLength: REASON_LENGTH }],
    submit,
  };
}
