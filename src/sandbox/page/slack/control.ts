import { h, type Wanted } from '../parts/h.ts';
import { safeLink } from '../parts/safe-link.ts';
import type { SlackElement, SlackOption } from '../protocol/slack-block.ts';

export type Press = (
  actionId: string,
  blockId: string | undefined,
  entry?: string | readonly string[],
) => void;

/** Something to press or to choose in, in a message or beside a section. */
export function control(element: SlackElement, blockId: string | undefined, press: Press): Wanted {
  const { action_id: id = '', type } = element;
  const label = element.text?.text ?? element.placeholder?.text ?? type;
  if (type === 'button') {
    const href = element.url === undefined ? null : safeLink(element.url);
    const face = { class: `button ${element.style ?? ''}` };
    if (href !== null) return h('a', { ...face, href, target: '_blank', rel: 'noopener noreferrer' }, label);
    return h('button', { ...face, type: 'button' }, label, { on: { click: () => press(id, blockId) } });
  }
  const options = optionsOf(element);
  if (options.length > 0) return choice(element, options, (value) => press(id, blockId, value));
  return h('button', { class: 'button', type: 'button', disabled: true }, label);
}

/** All options, grouped or not. */
export function optionsOf({ options = [], option_groups = [] }: SlackElement): readonly SlackOption[] {
  return [...options, ...option_groups.flatMap((group) => group.options)];
}

/** Choosing acts at once. */
function choice(
  element: SlackElement,
  options: readonly SlackOption[],
  choose: (value: string) => void,
): Wanted {
  const chosen = element.initial_option?.value;
  const placeholder = element.placeholder?.text ?? 'Choose …';
  return h(
    'select',
    { 'aria-label': placeholder },
    [
      h('option', { value: '', selected: chosen === undefined, disabled: true }, placeholder),
      options.map(({ text, value }) => h('option', { value, selected: value === chosen }, text.text)),
    ],
    { on: { change: (event) => choose((event.currentTarget as HTMLSelectElement).value) } },
  );
}
