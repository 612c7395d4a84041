import type { AttachmentStore } from '../cdn/attachments.ts';
import { fitsFileTypes } from '../cdn/content-types.ts';
import { fieldsOf, type ModalField, type ModalForm } from '../validate/modal-form.ts';
import type { Member } from '../world/members.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { checkedChoices, checkedFiles, checkedIds, checkedText, type FieldValue } from './modal-checks.ts';
import type { PickedFile } from './picked-file.ts';
import { Resolved } from './resolved.ts';

/** What a person puts into a form, by the fields' custom ids. */
export type FieldValues = Readonly<Record<string, FieldValue | undefined>>;

interface Filling {
  form: ModalForm;
  values: FieldValues;
  by: Member;
}

const ROW = 1;
const LABEL = 18;

/**
 * Fills a form as Discord's client does, which does not submit what the form does not allow.
 * @returns the `data` of the submission
 * @throws Error that says what the person would be told
 */
export async function fillModal(
  world: World,
  store: AttachmentStore,
  { form, values, by }: Filling,
): Promise<Wire> {
  const fields = form.components.flatMap(fieldsOf);
  const unknown = Object.keys(values).find((id) => !fields.some(({ custom_id }) => custom_id === id));
  if (unknown !== undefined) throw new Error(`The form "${form.title}" has no field ${unknown}.`);
  const resolved = new Resolved(world, by);
  let number = 0;
  const components: Wire[] = [];
  for (const part of form.components) {
    number += 1;
    const frame = { type: part.type, id: number };
    const filled: Wire[] = [];
    for (const field of fieldsOf(part)) {
      number += 1;
      const { type, custom_id } = field;
      filled.push({ type, id: number, custom_id, ...(await answer(field, values[custom_id])) });
    }
    if (part.type === LABEL) components.push({ ...frame, component: filled[0] });
    else components.push(part.type === ROW ? { ...frame, components: filled } : frame);
  }
  return { custom_id: form.custom_id, components, ...resolved.toWire() };

  async function answer(field: ModalField, value: FieldValue | undefined): Promise<Wire> {
    switch (field.type) {
      case 4:
        return { value: checkedText(field, value) };
      case 3:
      case 22:
        return { values: checkedChoices(field, value) };
      case 5:
        return { values: checkedIds(field, value).map((id) => resolved.user(id)) };
      case 6:
        return { values: checkedIds(field, value).map((id) => resolved.role(id)) };
      case 7:
        return { values: checkedIds(field, value).map((id) => resolved.mentionable(id)) };
      case 8:
        return { values: checkedIds(field, value).map((id) => resolved.channel(id)) };
      case 19:
        return { values: await upload(field.custom_id, checkedFiles(field, value), field.file_types) };
      case 21:
        return { value: checkedChoices(field, value)[0] ?? null };
      case 23:
        return { value: typeof value === 'boolean' ? value : (field.default ?? false) };
    }
  }

  async function upload(
    field: string,
    files: readonly PickedFile[],
    types: readonly string[] | null | undefined,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const { name, path } of files) {
      if (!fitsFileTypes(name, types)) throw new Error(`The field ${field} does not take ${name}.`);
      const staged = await store.stageCopy(name, path);
      ids.push(resolved.attachment(await store.keep(staged, world.application.id, { ephemeral: true })));
    }
    return ids;
  }
}
