import { z } from 'zod';
import {
  channelSelect,
  choice,
  customId,
  mentionableSelect,
  partId,
  roleSelect,
  stringSelect,
  userSelect,
} from './controls.ts';
import { problem } from './parse.ts';

const required = z.boolean().nullish();

/** Groups or extensions, checked against the file's name only. */
export const fileTypes = z
  .array(z.string().regex(/^(image|video|audio|\.[a-z0-9]{1,15})$/i, 'Not a file type.'))
  .min(1)
  .max(10);

const textInput = z.strictObject({
  type: z.literal(4),
  id: partId,
  custom_id: customId,
  style: z.literal([1, 2]),
  label: z.string().min(1).max(45).nullish(),
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
  min_length: z.int().min(0).max(4000).nullish(),
  max_length: z.int().min(1).max(4000).nullish(),
  required,
});

const fileUpload = z.strictObject({
  type: z.literal(19),
  id: partId,
  custom_id: customId,
  min_values: z.int().min(0).max(10).nullish(),
  max_values: z.int().min(1).max(10).nullish(),
  required,
  file_types: fileTypes.nullish(),
});

/** The options of radio and checkbox groups; they know no emoji. */
const option = choice.omit({ emoji: true });

const radioGroup = z.strictObject({
  type: z.literal(21),
  id: partId,
  custom_id: customId,
  options: z.array(option).min(2).max(10),
  required,
});

const checkboxGroup = z.strictObject({
  type: z.literal(22),
  id: partId,
  custom_id: customId,
  options: z.array(option).min(1).max(10),
  min_values: z.int().min(0).max(10).nullish(),
  max_values: z.int().min(1).max(10).nullish(),
  required,
});

const checkbox = z.strictObject({
  type: z.literal(23),
  id: partId,
  custom_id: customId,
  default: z.boolean().nullish(),
});

const field = z.discriminatedUnion('type', [
  textInput,
  stringSelect,
  userSelect,
  roleSelect,
  mentionableSelect,
  channelSelect,
  fileUpload,
  radioGroup,
  checkboxGroup,
  checkbox,
]);

const label = z
  .strictObject({
    type: z.literal(18),
    id: partId,
    label: z.string().min(1).max(45),
    description: z.string().min(1).max(100).nullish(),
    component: field,
  })
  .superRefine(({ component }, ctx) => {
    if (component.type === 4 && component.label) {
      ctx.addIssue(problem('BASE_TYPE_INVALID', 'The Label carries the label', ['component', 'label']));
    }
  });

/** How text inputs stood in forms before there were Labels; still accepted. */
const legacyRow = z.strictObject({
  type: z.literal(1),
  id: partId,
  components: z.array(textInput.extend({ label: z.string().min(1).max(45) })).length(1),
});

const text = z.strictObject({ type: z.literal(10), id: partId, content: z.string().min(1).max(4000) });

export const modalForm = z
  .strictObject({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion('type', [label, legacyRow, text]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, ctx) => {
    const ids = components.flatMap(fieldsOf).map(({ custom_id }) => custom_id);
    if (new Set(ids).size < ids.length) {
      ctx.addIssue(problem('COMPONENT_CUSTOM_ID_DUPLICATED', 'A custom id is used twice', ['components']));
    }
  });

export type ModalForm = z.infer<typeof modalForm>;
export type ModalField = z.infer<typeof field>;

export function fieldsOf(component: ModalForm['components'][number]): ModalField[] {
  if (component.type === 18) return [component.component];
  return component.type === 1 ? component.components : [];
}
