import { fileField } from '../parts/file-field.ts';
import { extensionsOf } from '../parts/file-kinds.ts';
import { type Child, h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import type { DiscordCommand, DiscordOption } from '../protocol/discord-state.ts';
import type { ShownFile } from '../protocol/file.ts';
import { ATTACHMENT, type OpenCommand } from './open-command.ts';

export interface CommandForm {
  readonly atHand: readonly ShownFile[];
  readonly menu: (id: string) => { isOpen: boolean; toggle: (open: boolean) => void };
  readonly run: (form: HTMLFormElement) => void;
  readonly close: () => void;
}

/** A slash command with its options, in place of the field for messages. */
export function commandForm(open: OpenCommand, form: CommandForm): Wanted {
  const { command, shown, others } = open;
  const body = [
    h('header', {}, [
      h('strong', { class: 'command-name' }, `/${command.name}`),
      h('span', {}, command.description),
      h('button', { type: 'button', class: 'quiet', 'aria-label': 'Leave the command' }, icon('close'), {
        on: { click: form.close },
      }),
    ]),
    shown.map((option) => drawOption(option, open, form)),
    h('footer', {}, [
      h(
        'div',
        { class: 'more-options' },
        others.map((option) =>
          h('button', { type: 'button', class: 'chip', title: option.description }, `+ ${option.name}`, {
            on: { click: () => open.add(option) },
          }),
        ),
      ),
      h(
        'button',
        { type: 'submit', class: 'send', 'aria-label': `Run /${command.name}`, disabled: open.isSending },
        icon('send'),
      ),
    ]),
  ];
  return h('form', { class: 'composer command-form', 'aria-label': `/${command.name}` }, body, {
    key: `command ${command.name}`,
    on: {
      submit: (event) => {
        event.preventDefault();
        form.run(event.currentTarget as HTMLFormElement);
      },
      keydown: (event) => (event as KeyboardEvent).key === 'Escape' && form.close(),
    },
  });
}

function drawOption(option: DiscordOption, open: OpenCommand, form: CommandForm): Wanted {
  const id = `option-${option.name}`;
  return h(
    'div',
    { class: 'option' },
    [
      h('label', { for: id, title: option.description }, [
        option.name,
        option.required && h('span', { class: 'required' }, '*'),
      ]),
      field(option, id, open, form),
    ],
    { key: option.name },
  );
}

const BOOLEAN = 5;

function field(option: DiscordOption, id: string, open: OpenCommand, form: CommandForm): Child {
  if (option.type === ATTACHMENT) {
    return fileField({
      attachments: open.files(option),
      atHand: form.atHand,
      label: option.name,
      accept: extensionsOf(option.file_types ?? []).join(','),
      ...form.menu(id),
    });
  }
  const choices = option.type === BOOLEAN ? YES_OR_NO : option.choices;
  const shared = { id, name: option.name, required: option.required === true };
  if (choices?.length) {
    return h('select', shared, [
      h('option', { value: '' }, option.description),
      choices.map(({ name, value }) => h('option', { value: String(value) }, name)),
    ]);
  }
  return h(
    'input',
    {
      ...shared,
      type: 'text',
      placeholder: option.description,
      maxlength: option.max_length,
      autocomplete: 'off',
    },
    [],
    { created: (element) => option.required && element.focus() },
  );
}

const YES_OR_NO = [
  { name: 'True', value: 'true' },
  { name: 'False', value: 'false' },
];

/** What Discord offers while a command is typed; choosing one opens it. */
export function commandPalette(
  commands: readonly DiscordCommand[],
  text: string,
  choose: (command: DiscordCommand) => void,
): Wanted | null {
  const typed = /^\/([\w-]*)$/.exec(text)?.[1];
  const fitting = typed === undefined ? [] : commands.filter(({ name }) => name.startsWith(typed));
  if (fitting.length === 0) return null;
  return h(
    'ul',
    { class: 'palette', 'aria-label': 'Commands' },
    fitting.map((command) =>
      h('li', {}, [
        h(
          'button',
          { type: 'button' },
          [h('strong', {}, `/${command.name}`), h('span', { class: 'sub' }, command.description)],
          {
            on: { click: () => choose(command) },
          },
        ),
      ]),
    ),
  );
}
