import { z } from 'zod';
import { problem } from './parse.ts';

/** What buttons, selects and upload fields have in common, and the interactive parts of a message. */
export const snowflake = z.string().regex(/^\d{17,20}$/, 'Value is not a snowflake.');
export const customId = z.string().min(1).max(100);
/** A component's own number; Discord gives one to each that has none. */
export const partId = z.int().nonnegative().nullish();

const emoji = z.strictObject({
  id: snowflake.nullish(),
  name: z.string().max(100).nullish(),
  animated: z.boolean().nullish(),
});

const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

export const button = z
  .strictObject({
    type: z.literal(2),
    id: partId,
    style: z.int().min(1).max(6),
    custom_id: customId.nullish(),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    url: z.url().max(512).nullish(),
    sku_id: snowflake.nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((part, ctx) => {
    const isPlain = part.style !== LINK_STYLE && part.style !== PREMIUM_STYLE;
    if (isPlain && !part.custom_id) {
      ctx.addIssue(problem('BASE_TYPE_REQUIRED', 'A custom id is required', ['custom_id']));
    }
    if (part.style === LINK_STYLE && !part.url) {
      ctx.addIssue(problem('BASE_TYPE_REQUIRED', 'A url is required', ['url']));
    }
    if (!isPlain && part.custom_id) {
      ctx.addIssue(problem('BUTTON_COMPONENT_INVALID', 'Such a button has no custom id', ['custom_id']));
    }
    if (part.style !== PREMIUM_STYLE && !part.label && !part.emoji) {
      ctx.addIssue(problem('BUTTON_COMPONENT_INVALID', 'A button needs a label or an emoji', ['label']));
    }
  });

export const choice = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const selectFields = {
  id: partId,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

const defaultValues = z
  .array(z.strictObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(25)
  .nullish();

export const stringSelect = z
  .strictObject({ ...selectFields, type: z.literal(3), options: z.array(choice).min(1).max(25) })
  .superRefine((select, ctx) => {
    const values = select.options.map(({ value }) => value);
    if (new Set(values).size < values.length) {
      ctx.addIssue(
        problem('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The values must differ', ['options']),
      );
    }
    if ((select.max_values ?? 1) > values.length || (select.min_values ?? 1) > values.length) {
      ctx.addIssue(problem('BASE_TYPE_BAD_LENGTH', 'There are not that many options', ['max_values']));
    }
  });
export const userSelect = z.strictObject({
  ...selectFields,
  type: z.literal(5),
  default_values: defaultValues,
});
export const roleSelect = z.strictObject({
  ...selectFields,
  type: z.literal(6),
  default_values: defaultValues,
});
export const mentionableSelect = z.strictObject({
  ...selectFields,
  type: z.literal(7),
  default_values: defaultValues,
});
export const channelSelect = z.strictObject({
  ...selectFields,
  type: z.literal(8),
  default_values: defaultValues,
  channel_types: z.array(z.int()).nullish(),
});

/** A row holds up to five buttons, or one select. */
export const actionRow = z
  .strictObject({
    type: z.literal(1),
    id: partId,
    components: z
      .array(
        z.discriminatedUnion('type', [
          button,
          stringSelect,
          userSelect,
          roleSelect,
          mentionableSelect,
          channelSelect,
        ]),
      )
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, ctx) => {
    if (components.length > 1 && components.some(({ type }) => type !== 2)) {
      ctx.addIssue(problem('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A select fills its row', ['components']));
    }
  });
