import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/web-api';
import { z } from 'zod';
import type { Field, Form, PeopleField } from '../../core/views/form.ts';
import type { Line, Mention } from '../../core/views/message.ts';
import { cutTo, LIMITS } from './limits.ts';
import { DESK_FORM } from './names.ts';
import { plain, present } from './plain-blocks.ts';
import { richLines } from './rich-line.ts';
import type { UserGroup } from './user-groups.ts';

const FILES = {
  images: ['jpg', 'jpeg', 'png', 'webp'],
  clips: ['mp4', 'mov', 'm4v', 'webm', 'mkv'],
} as const;

/** What a form is for and where it was opened. Slack keeps it, and people cannot change it. */
const deskMemo = z.object({
  token: z.string(),
  channel: z.string(),
  /** Where to answer the person; null when the form was opened by a button that everybody sees. */
  answerAt: z.string().nullable(),
  /** Groups that are chosen and not offered, by field: they stay chosen. */
  kept: z.record(z.string(), z.array(z.string())),
});
export type DeskMemo = z.infer<typeof deskMemo>;

/** @throws ZodError or SyntaxError on a memo that we did not write */
export function readDeskMemo(text: string): DeskMemo {
  return deskMemo.parse(JSON.parse(text));
}

/** The second input of a field for people: Slack's own picker knows no user groups. */
export function groupsBlock(field: string): string {
  return `${field}-groups`;
}

/**
 * A form of the desk's as a modal. Blocks and elements are named by their fields.
 * @param groups to choose from; null when Slack did not list them in time
 */
export function deskForm(
  form: Form,
  at: Pick<DeskMemo, 'channel' | 'answerAt'>,
  groups: readonly UserGroup[] | null,
): ModalView {
  const offered = (groups ?? []).slice(0, LIMITS.options);
  const kept = Object.fromEntries(
    form.fields.flatMap((field) =>
      field.kind === 'people' ? [[field.name, unoffered(field, offered)]] : [],
    ),
  );
  const memo: DeskMemo = { token: form.token, channel: at.channel, answerAt: at.answerAt, kept };
  return {
    type: 'modal',
    callback_id: DESK_FORM,
    title: plain(cutTo(form.title, LIMITS.viewTitle)),
    submit: plain(cutTo(form.submit, LIMITS.viewTitle)),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(memo),
    blocks: present<KnownBlock>([
      richLines(form.intro.slice(0, LIMITS.intro)),
      ...form.fields.flatMap((field, index) => inputs(field, offered, index === 0)),
    ]),
  };
}

/** What a modal turns into when the desk has something to say: there is nothing left to send. */
export function noteForm(title: string, line: Line): ModalView {
  return {
    type: 'modal',
    title: plain(cutTo(title, LIMITS.viewTitle)),
    close: plain('Close'),
    blocks: present([richLines([line])]),
  };
}

function inputs(field: Field, groups: readonly UserGroup[], isFirst: boolean): InputBlock[] {
  const { name } = field;
  switch (field.kind) {
    case 'text':
      return [
        input(field, {
          type: 'plain_text_input',
          action_id: name,
          multiline: field.long ?? false,
          max_length: Math.min(field.maxLength ?? LIMITS.input, LIMITS.input),
          ...(isFirst ? { focus_on_load: true } : {}),
          ...(field.value ? { initial_value: cutTo(field.value, LIMITS.input) } : {}),
        }),
      ];
    case 'choice': {
      const options = field.options.slice(0, LIMITS.options).map(({ value, label }) => option(label, value));
      const initial = options.find(({ value }) => value === field.value);
      return [
        input(field, {
          type: 'static_select',
          action_id: name,
          options,
          ...(initial ? { initial_option: initial } : {}),
        }),
      ];
    }
    case 'people':
      return peopleInputs(field, groups);
    case 'files':
      return [
        input(field, {
          type: 'file_input',
          action_id: name,
          filetypes: [...FILES[field.of]],
          max_files: Math.min(field.max, LIMITS.filesPerInput),
        }),
      ];
  }
}

/** Two inputs, of which one may stay empty: whether anybody is chosen at all is for the desk to say. */
function peopleInputs(field: PeopleField, groups: readonly UserGroup[]): InputBlock[] {
  const { name, max, value = [] } = field;
  const people = input(groups.length > 0 ? { ...field, optional: true } : field, {
    type: 'multi_users_select',
    action_id: name,
    max_selected_items: max,
    initial_users: value.flatMap((mention) => ('person' in mention ? mention.person : [])),
  });
  if (groups.length === 0) return [people];
  const options = groups.map(({ id, label }) => option(label, id));
  const initial = options.filter((one) => groupsOf(value).includes(one.value ?? ''));
  const label = 'User groups';
  return [
    people,
    input(
      { name: groupsBlock(name), label, optional: true },
      {
        type: 'multi_static_select',
        action_id: groupsBlock(name),
        options,
        max_selected_items: max,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      },
    ),
  ];
}

function unoffered({ value = [] }: PeopleField, offered: readonly UserGroup[]): string[] {
  return groupsOf(value).filter((group) => !offered.some(({ id }) => id === group));
}

function groupsOf(mentions: readonly Mention[]): string[] {
  return mentions.flatMap((mention) => ('group' in mention ? mention.group : []));
}

function input(
  { name, label, hint, optional = false }: Pick<Field, 'name' | 'label' | 'hint' | 'optional'>,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(cutTo(label, LIMITS.label)),
    optional,
    ...(hint === undefined ? {} : { hint: plain(cutTo(hint, LIMITS.hint)) }),
    element,
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(cutTo(label, LIMITS.option)), value };
}
