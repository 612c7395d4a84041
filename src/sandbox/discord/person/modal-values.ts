import type { AttachmentStore } from '../cdn/attachments.ts';
import { fitsFileTypes } from '../cdn/content-types.ts';
import { fieldsOf, type ModalField, type ModalForm } from '../validate/modal-form.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import type { PickedFile } from './picked-file.ts';
import { Resolved } from './resolved.ts';

/** What a person puts into one field: text, a choice, several choices or ids, a tick, or files. */
export type FieldValue = string | boolean | readonly string[] | readonly PickedFile[];
/** By the field's custom id. */
export type FieldValues = Readonly<Record<string, FieldValue | undefined>>;

const LABEL = 18;
const ROW = 1;

/**
 * Fills a form as Discord's client does, which does not submit what the form does not allow.
 * @throws Error that says what the person would be told
 */
export async function fillModal(
  world: World,
  store: AttachmentStore,
  form: ModalForm,
  values: FieldValues,
): Promise<Wire> {
  const fields = form.components.flatMap(fieldsOf);
  const unknown = Object.keys(values).find((id) => !fields.some(({ custom_id }) => custom_id === id));
  if (unknown !== undefined) throw new Error(`The form "${form.title}" has no field ${unknown}.`);
  const resolved = new Resolved(world);
  const components: Wire[] = [];
  for (const [index, part] of form.components.entries()) {
    const id = index + 1;
    const filled = await Promise.all(fieldsOf(part).map((field) => fill(field, values[field.custom_id])));
    if (part.type === LABEL) components.push({ type: LABEL, id, component: filled[0] });
    else components.push({ type: part.type, id, ...(part.type === ROW ? { components: filled } : {}) });
  }
  return { custom_id: form.custom_id, components, ...resolved.toWire() };

  async function fill(field: ModalField, value: FieldValue | undefined): Promise<Wire> {
    const { type, custom_id } = field;
    return { type, id: fields.indexOf(field) + 101, custom_id, ...(await answer(field, value)) };
  }

  async function answer(field: ModalField, value: FieldValue | undefined): Promise<Wire> {
    switch (field.type) {
      case 4:
        return { value: checkText(field, value) };
      case 19:
        return { values: await attach(field, value) };
      case 21:
        return { value: checkChoices(field, { min: 0, max: 1 }, value)[0] ?? null };
      case 23:
        return { value: value === undefined ? (field.default ?? false) : value === true };
      case 3:
      case 22:
        return { values: checkChoices(field, boundsOf(field), value) };
      case 5:
        return { values: listOf(field, value).map((id) => resolved.user(id)) };
      case 6:
        return { values: listOf(field, value).map((id) => resolved.role(id)) };
      case 7:
        return {
          values: listOf(field, value).map((id) =>
            world.roles.has(id) ? resolved.role(id) : resolved.user(id),
          ),
        };
      case 8:
        return { values: listOf(field, value).map((id) => resolved.channel(id, world.bot.id)) };
    }
  }

  async function attach(
    field: Extract<ModalField, { type: 19 }>,
    value: FieldValue | undefined,
  ): Promise<string[]> {
    const picked = Array.isArray(value) ? value.filter((file) => typeof file === 'object') : [];
    checkCount(field, boundsOf(field), picked.length);
    const ids: string[] = [];
    for (const { name, path } of picked) {
      const staged = await store.stageCopy(name, path);
      if (!fitsFileTypes(staged.filename, field.file_types)) {
        throw new Error(`The field ${field.custom_id} does not take ${staged.filename}.`);
      }
      ids.push(resolved.attachment(await store.keep(staged, world.application.id, { ephemeral: true })));
    }
    return ids;
  }
}

interface Bounds {
  min: number;
  max: number;
}

/** Fields are required unless they say otherwise; then nothing at all is fine too. */
function boundsOf(field: {
  min_values?: number | null | undefined;
  max_values?: number | null | undefined;
}): Bounds {
  return { min: field.min_values ?? 1, max: field.max_values ?? 1 };
}

function checkText(field: Extract<ModalField, { type: 4 }>, value: FieldValue | undefined): string {
  const text = typeof value === 'string' ? value : (field.value ?? '');
  const { custom_id: id, min_length: min, max_length: max } = field;
  if (text === '' && (field.required ?? true)) throw new Error(`The field ${id} is required.`);
  if (text !== '' && text.length < (min ?? 0))
    throw new Error(`The field ${id} needs at least ${min} characters.`);
  if (text.length > (max ?? 4000))
    throw new Error(`The field ${id} takes at most ${max ?? 4000} characters.`);
  return text;
}

type ChoiceField = Extract<ModalField, { options: unknown }>;

function checkChoices(field: ChoiceField, bounds: Bounds, value: FieldValue | undefined): string[] {
  const defaults = field.options.filter((option) => option.default).map((option) => option.value);
  const picked = value === undefined ? defaults : listOf(field, value, bounds);
  checkCount(field, field.type === 21 ? { min: 1, max: 1 } : bounds, picked.length);
  return picked.map((wanted) => {
    const option = field.options.find(({ value: its, label }) => its === wanted || label === wanted);
    if (!option) throw new Error(`The field ${field.custom_id} has no choice ${wanted}.`);
    return option.value;
  });
}

function listOf(field: ModalField, value: FieldValue | undefined, bounds?: Bounds): string[] {
  const list = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
  const texts = list.filter((item) => typeof item === 'string');
  if (!bounds && 'min_values' in field) checkCount(field, boundsOf(field), texts.length);
  return texts;
}

function checkCount(field: ModalField, { min, max }: Bounds, count: number): void {
  const required = 'required' in field ? (field.required ?? true) : false;
  if (count === 0 && (!required || min === 0)) return;
  if (count < min || count > max) {
    throw new Error(
      `The field ${field.custom_id} takes ${min === max ? min : `${min} to ${max}`}, not ${count}.`,
    );
  }
}
