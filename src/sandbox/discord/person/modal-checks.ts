import type { ModalField } from '../validate/modal-form.ts';
import type { PickedFile } from './picked-file.ts';

/** What a person puts into one field: text, a choice, several choices or ids, a tick, or files. */
export type FieldValue = string | boolean | readonly string[] | readonly PickedFile[];

type Field<T extends ModalField['type']> = Extract<ModalField, { type: T }>;

const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;

/** The text of a text input. @throws Error when it is missing, too short or too long */
export function checkedText(field: Field<4>, value: FieldValue | undefined): string {
  const text = typeof value === 'string' ? value : (field.value ?? '');
  const { custom_id: id, min_length: min, max_length: max } = field;
  if (text === '' && (field.required ?? true)) throw new Error(`The field ${id} is required.`);
  if (text !== '' && text.length < (min ?? 0)) throw new Error(`The field ${id} needs ${min} characters.`);
  if (text.length > (max ?? 4000))
    throw new Error(`The field ${id} takes at most ${max ?? 4000} characters.`);
  return text;
}

/** The chosen options' values, picked by value or label. @throws Error when they are unknown, too few or too many */
export function checkedChoices(field: Field<3 | 21 | 22>, value: FieldValue | undefined): string[] {
  const defaults = field.options.filter((option) => option.default).map((option) => option.value);
  const picked = value === undefined ? defaults : textsIn(value);
  checkCount(field, picked.length);
  return picked.map((wanted) => {
    const option = field.options.find(({ value: its, label }) => its === wanted || label === wanted);
    if (!option) throw new Error(`The field ${field.custom_id} has no choice ${wanted}.`);
    return option.value;
  });
}

/** The ids picked in a select of people, roles or channels. @throws Error when they are too few or too many */
export function checkedIds(field: Field<5 | 6 | 7 | 8>, value: FieldValue | undefined): string[] {
  const ids = textsIn(value);
  checkCount(field, ids.length);
  return ids;
}

/** The files of an upload field. @throws Error when they are too few or too many */
export function checkedFiles(field: Field<19>, value: FieldValue | undefined): PickedFile[] {
  const files = Array.isArray(value) ? value.filter((item) => typeof item === 'object') : [];
  checkCount(field, files.length);
  return files;
}

function textsIn(value: FieldValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Fields are required unless they say otherwise; what is not required may be left empty. */
function checkCount(field: Exclude<ModalField, Field<4 | 23>>, count: number): void {
  if (count === 0 && field.required === false) return;
  const [min, max] = boundsOf(field);
  if (count >= min && count <= max) return;
  const wanted = min === max ? min : `${min} to ${max}`;
  throw new Error(`The field ${field.custom_id} takes ${wanted}, not ${count}.`);
}

function boundsOf(field: Exclude<ModalField, Field<4 | 23>>): [min: number, max: number] {
  if (field.type === RADIO_GROUP) return [1, 1];
  const most = field.type === CHECKBOX_GROUP ? field.options.length : 1;
  return [field.min_values ?? 1, field.max_values ?? most];
}
