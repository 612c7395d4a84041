import { fileField } from '../parts/file-field.ts';
import { extensionsOf } from '../parts/file-kinds.ts';
import { type Attributes, type Child, h, type Wanted } from '../parts/h.ts';
import type { SlackElement, SlackInput, SlackOption } from '../protocol/slack-block.ts';
import { optionsOf } from './control.ts';
import type { SlackForm } from './form.ts';

/** What is filled in: an element of an `input` block. */
export function inputField(input: SlackInput, id: string, form: SlackForm): Child {
  const { element, label, block_id: block } = input;
  const described = [input.hint && `${id}-hint`, form.errors[block] && `${id}-problem`]
    .filter(Boolean)
    .join(' ');
  const shared = {
    id,
    name: element.action_id,
    'aria-describedby': described === '' ? null : described,
    'data-first': element.focus_on_load === true,
  };
  switch (element.type) {
    case 'file_input':
      return fileField({
        attachments: form.files(input),
        atHand: form.atHand,
        label: label.text,
        accept: extensionsOf(element.filetypes ?? []).join(','),
        ...form.menu(id),
      });
    case 'static_select':
      return select(element, shared, optionsOf(element), false);
    case 'multi_static_select':
      return select(element, shared, optionsOf(element), true);
    case 'users_select':
      return select(element, shared, form.people.map(personOption), false);
    case 'multi_users_select':
      return select(element, shared, form.people.map(personOption), true);
    case 'radio_buttons':
      return boxes('radio', element, shared);
    case 'checkboxes':
      return boxes('checkbox', element, shared);
    default:
      return typed(element, shared);
  }
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  number_input: 'number',
  url_text_input: 'url',
  email_text_input: 'email',
  datepicker: 'date',
  timepicker: 'time',
};

function typed(element: SlackElement, shared: Attributes): Wanted {
  const { multiline, placeholder, max_length: maxlength, initial_value: value } = element;
  const attributes = { ...shared, placeholder: placeholder?.text, maxlength };
  if (multiline) return h('textarea', { ...attributes, rows: 3 }, value ?? '');
  const start = value ?? element.initial_date ?? element.initial_time;
  return h('input', {
    ...attributes,
    type: INPUT_TYPES[element.type] ?? 'text',
    value: start,
    autocomplete: 'off',
  });
}

function select(
  element: SlackElement,
  shared: Attributes,
  options: readonly SlackOption[],
  multiple: boolean,
): Wanted {
  const chosen = new Set(
    [...(element.initial_options ?? []), ...(element.initial_option ? [element.initial_option] : [])].map(
      ({ value }) => value,
    ),
  );
  for (const user of [element.initial_user ?? [], element.initial_users ?? []].flat()) chosen.add(user);
  return h('select', { ...shared, multiple }, [
    !multiple &&
      h('option', { value: '', selected: chosen.size === 0 }, element.placeholder?.text ?? 'Choose …'),
    options.map(({ text, value }) => h('option', { value, selected: chosen.has(value) }, text.text)),
  ]);
}

function personOption({ id, name }: { id: string; name: string }): SlackOption {
  return { text: { type: 'plain_text', text: name }, value: id };
}

function boxes(type: 'radio' | 'checkbox', element: SlackElement, shared: Attributes): Wanted {
  const chosen = new Set(
    [...(element.initial_options ?? []), element.initial_option].map((option) => option?.value),
  );
  const { id, name } = shared;
  return h(
    'div',
    { id, role: type === 'radio' ? 'radiogroup' : 'group', class: 'boxes' },
    optionsOf(element).map(({ text, value, description }) =>
      h('label', { class: 'box' }, [
        h('input', { type, name, value, checked: chosen.has(value) }),
        h('span', {}, [text.text, description && h('span', { class: 'sub' }, description.text)]),
      ]),
    ),
  );
}
