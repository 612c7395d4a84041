import { dialog } from '../parts/dialog.ts';
import { fileField } from '../parts/file-field.ts';
import { extensionsOf } from '../parts/file-kinds.ts';
import { type Child, h, type Wanted } from '../parts/h.ts';
import type { DiscordChoice, DiscordSelect } from '../protocol/discord-component.ts';
import type {
  DiscordChoiceGroup,
  DiscordField,
  DiscordModalPart,
  DiscordTextInput,
} from '../protocol/discord-modal.ts';
import type { DiscordChoosable } from '../protocol/discord-state.ts';
import type { ShownFile } from '../protocol/file.ts';
import type { OpenModal } from './open-modal.ts';
import { selectOptions } from './select-options.ts';
import { markdown, type Names } from './text.ts';

export interface ModalContext {
  readonly names: Names;
  readonly choosable: DiscordChoosable;
  readonly atHand: readonly ShownFile[];
  readonly menu: (id: string) => { isOpen: boolean; toggle: (open: boolean) => void };
  readonly submit: (form: HTMLFormElement) => void;
  readonly close: () => void;
}

/** A form, from the components that the application opened it with. */
export function discordModal(open: OpenModal, context: ModalContext): Wanted {
  const { modal, isBusy, problem } = open;
  return dialog({
    key: modal.id,
    class: 'discord-dialog',
    title: modal.title,
    body: modal.components.map((part) => drawPart(part, open, context)),
    closeLabel: 'Cancel',
    submitLabel: 'Submit',
    isBusy,
    problem,
    submit: context.submit,
    close: context.close,
  });
}

function drawPart(part: DiscordModalPart, open: OpenModal, context: ModalContext): Child {
  switch (part.type) {
    case 10:
      return markdown(part.content, context.names);
    case 1:
      return part.components.map((field) => labelled(field.label, null, field, open, context));
    case 18:
      return labelled(part.label, part.description, part.component, open, context);
  }
}

function labelled(
  label: string,
  description: string | null | undefined,
  field: DiscordField,
  open: OpenModal,
  context: ModalContext,
): Wanted {
  const id = `${open.modal.id}-${field.custom_id}`;
  const isRequired = field.type !== 23 && (field.required ?? true);
  if (field.type === 23) {
    const box = h('input', { type: 'checkbox', id, name: field.custom_id, checked: field.default === true });
    return h(
      'div',
      { class: 'field' },
      h('label', { class: 'box' }, [
        box,
        h('span', {}, [label, description && h('span', { class: 'sub' }, description)]),
      ]),
      { key: id },
    );
  }
  return h(
    'div',
    { class: 'field' },
    [
      h('label', { for: id }, [
        label,
        isRequired && h('span', { class: 'required', 'aria-label': 'required' }, '*'),
      ]),
      description && h('p', { class: 'hint', id: `${id}-hint` }, description),
      control(field, id, label, open, context),
    ],
    { key: id },
  );
}

function control(
  field: Exclude<DiscordField, { type: 23 }>,
  id: string,
  label: string,
  open: OpenModal,
  context: ModalContext,
): Child {
  switch (field.type) {
    case 4:
      return typed(field, id);
    case 19:
      return fileField({
        attachments: open.files(field),
        atHand: context.atHand,
        label,
        accept: extensionsOf(field.file_types ?? []).join(','),
        ...context.menu(id),
      });
    case 21:
    case 22:
      return boxes(field, id);
    default:
      return select(field, id, context.choosable);
  }
}

function typed(
  { custom_id: name, style, value, placeholder, max_length: maxlength }: DiscordTextInput,
  id: string,
): Wanted {
  const attributes = { id, name, placeholder, maxlength };
  if (style === 2) return h('textarea', { ...attributes, rows: 3 }, value ?? '');
  return h('input', { ...attributes, type: 'text', value, autocomplete: 'off' });
}

function boxes({ type, custom_id: name, options }: DiscordChoiceGroup, id: string): Wanted {
  const box = type === 21 ? 'radio' : 'checkbox';
  return h(
    'div',
    { id, role: type === 21 ? 'radiogroup' : 'group', class: 'boxes' },
    options.map((option) =>
      h('label', { class: 'box' }, [
        h('input', { type: box, name, value: option.value, checked: option.default === true }),
        h('span', {}, [option.label, option.description && h('span', { class: 'sub' }, option.description)]),
      ]),
    ),
  );
}

function select(menu: DiscordSelect, id: string, choosable: DiscordChoosable): Wanted {
  const options: readonly DiscordChoice[] = selectOptions(menu, choosable);
  const multiple = (menu.max_values ?? 1) > 1;
  return h('select', { id, name: menu.custom_id, multiple }, [
    !multiple && h('option', { value: '' }, menu.placeholder ?? 'Choose …'),
    options.map((option) =>
      h('option', { value: option.value, selected: option.default === true }, option.label),
    ),
  ]);
}
