import type { SlackInput } from '../protocol/slack-block.ts';
import type { SlackView } from '../protocol/slack-state.ts';

/** What is sent of a form, by `action_id`: text and choices, files by their ids. */
export type Entries = Record<string, string | string[] | { files: string[] }>;

const SEVERAL = /^(multi_|checkboxes)/;

/** Reads a form as it is filled in. What was left empty, and started so, is left out. */
export function entriesOf(
  view: SlackView,
  data: FormData,
  filesOf: (input: SlackInput) => readonly { readonly id: string }[],
): Entries {
  const inputs = view.blocks.filter((block) => block.type === 'input');
  return Object.fromEntries(
    inputs.flatMap((input): [string, Entries[string]][] => {
      const { action_id: name = '', type, initial_value } = input.element;
      if (type === 'file_input') return [[name, { files: filesOf(input).map(({ id }) => id) }]];
      const values = data.getAll(name).filter((value) => typeof value === 'string');
      if (SEVERAL.test(type)) return [[name, values]];
      const [value = ''] = values;
      return value === '' && initial_value === undefined ? [] : [[name, value]];
    }),
  );
}
