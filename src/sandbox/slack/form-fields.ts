import { isJsonObject, type JsonObject, objectsIn } from './json.ts';

/** An element of a view or a message that a person can set or press. */
export interface Field {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: JsonObject;
  /** Of an input that must not be left empty. */
  readonly required: boolean;
}

/** What a person enters: text, the value or the label of an option, several of them. */
export type Entry = string | readonly string[];

/** Every interactive element in these blocks, in reading order. */
export function fieldsIn(blocks: readonly JsonObject[]): Field[] {
  return blocks.flatMap((block) => {
    const required = block['type'] === 'input' && block['optional'] !== true;
    return [...objectsIn(block)].flatMap((element) => {
      const { action_id } = element;
      return typeof action_id === 'string' && typeof element['type'] === 'string'
        ? [{ blockId: String(block['block_id']), actionId: action_id, element, required }]
        : [];
    });
  });
}

const typedText = /^(plain_text|number|url_text|email_text)_input$/;
const oneOption = /^(static_select|radio_buttons)$/;
const severalOptions = /^(multi_static_select|checkboxes)$/;

/** Elements that hold an id or a moment: what they start with, and what they tell. */
const plainValues: Readonly<Record<string, readonly [initial: string, selected: string]>> = {
  users_select: ['initial_user', 'selected_user'],
  multi_users_select: ['initial_users', 'selected_users'],
  conversations_select: ['initial_conversation', 'selected_conversation'],
  channels_select: ['initial_channel', 'selected_channel'],
  datepicker: ['initial_date', 'selected_date'],
  timepicker: ['initial_time', 'selected_time'],
};

/**
 * What an element tells the app in `state.values`, once the person entered this, or nothing.
 *
 * @returns `undefined` for elements without a state, such as buttons
 */
export function stateOf(element: JsonObject, entry?: Entry): JsonObject | undefined {
  const type = String(element['type']);
  if (typedText.test(type)) return { type, value: entry ?? element['initial_value'] ?? null };
  if (oneOption.test(type)) {
    const chosen = entry === undefined ? element['initial_option'] : optionOf(element, String(entry));
    return { type, selected_option: chosen ?? null };
  }
  if (severalOptions.test(type)) {
    const chosen =
      entry === undefined ? element['initial_options'] : [entry].flat().map((one) => optionOf(element, one));
    return { type, selected_options: chosen ?? [] };
  }
  const plain = plainValues[type];
  if (!plain) return undefined;
  const [initial, selected] = plain;
  return { type, [selected]: entry ?? element[initial] ?? (selected.endsWith('s') ? [] : null) };
}

/** What the app is told of a press or a choice, beside which element it was. */
export function actionOf(element: JsonObject, entry?: Entry): JsonObject {
  const { type, text, value, style } = element;
  if (type === 'overflow') return { selected_option: optionOf(element, String(entry)) };
  if (type === 'feedback_buttons') {
    const button = element[`${entry}_button`];
    return isJsonObject(button) ? { text: button['text'], value: button['value'] } : {};
  }
  const press = {
    ...(text ? { text } : {}),
    ...(value === undefined ? {} : { value }),
    ...(style ? { style } : {}),
  };
  return stateOf(element, entry) ?? press;
}

/** Why a client would not send the form with this state, or `undefined`. */
export function complaint(field: Field, state: JsonObject): string | undefined {
  const [value] = Object.entries(state).flatMap(([key, item]) => (key === 'type' ? [] : [item]));
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) return field.required ? 'Please complete this required field.' : undefined;
  if (typeof value !== 'string') return undefined;
  const { min_length: min, max_length: max } = field.element;
  if (typeof min === 'number' && value.length < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && value.length > max) return `Please enter at most ${max} characters.`;
  return undefined;
}

function optionOf(element: JsonObject, wanted: string): JsonObject {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const all = [...objectsIn(element['options']), ...objectsIn(groups)];
  const found = all.find((option) => option['value'] === wanted || labelOf(option) === wanted);
  if (!found) throw new Error(`${element['action_id']} has no option ${JSON.stringify(wanted)}.`);
  return found;
}

function labelOf({ text }: JsonObject): unknown {
  return isJsonObject(text) ? text['text'] : undefined;
}
