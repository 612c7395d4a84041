import type { Attachments } from '../parts/attachments.ts';
import { dialog } from '../parts/dialog.ts';
import { type Child, h, type Wanted } from '../parts/h.ts';
import type { ShownFile } from '../protocol/file.ts';
import type { SlackInput } from '../protocol/slack-block.ts';
import type { SlackView } from '../protocol/slack-state.ts';
import { type BlockContext, slackBlock } from './blocks.ts';
import { inputField } from './input-field.ts';

export interface SlackForm extends BlockContext {
  readonly atHand: readonly ShownFile[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** What is wrong with fields, by `block_id` or `action_id`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly problem: string;
  readonly isBusy: boolean;
  readonly files: (input: SlackInput) => Attachments;
  readonly menu: (id: string) => { isOpen: boolean; toggle: (open: boolean) => void };
  readonly submit: (form: HTMLFormElement) => void;
  readonly close: () => void;
}

/** A modal, from the JSON that the app opened it with. */
export function slackForm(view: SlackView, form: SlackForm): Wanted {
  return dialog({
    key: view.id,
    class: 'slack-dialog',
    title: view.title?.text ?? '',
    body: view.blocks.map((block) =>
      block.type === 'input' ? labelled(block, form) : slackBlock(block, form),
    ),
    closeLabel: view.close?.text ?? 'Cancel',
    submitLabel: view.submit?.text ?? null,
    isBusy: form.isBusy,
    problem: form.problem,
    submit: form.submit,
    close: form.close,
  });
}

function labelled(input: SlackInput, form: SlackForm): Child {
  const { block_id: block, label, hint, optional, element } = input;
  const id = `field-${block}`;
  const error = form.errors[block] ?? form.errors[element.action_id ?? ''];
  return h(
    'div',
    { class: `field${error ? ' wrong' : ''}` },
    [
      h('label', { for: id }, [label.text, optional && h('span', { class: 'optional' }, '(optional)')]),
      inputField(input, id, form),
      error && h('p', { class: 'problem', role: 'alert', id: `${id}-problem` }, error),
      hint && h('p', { class: 'hint', id: `${id}-hint` }, hint.text),
    ],
    { key: block },
  );
}
