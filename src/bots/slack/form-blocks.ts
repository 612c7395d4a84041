import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/web-api';
import type { FieldName } from './form-fields.ts';
import { cutTo, LIMITS } from './limits.ts';
import { plain } from './plain-blocks.ts';

/** A select, which may be left as it is. */
export function choice(
  field: FieldName,
  label: string,
  placeholder: string,
  options: PlainTextOption[],
  initial?: PlainTextOption,
): InputBlock {
  return optional(
    input(field, label, {
      type: 'static_select',
      action_id: field,
      placeholder: plain(cutTo(placeholder, LIMITS.placeholder)),
      options,
      ...(initial ? { initial_option: initial } : {}),
    }),
  );
}

export function option(label: string, value: string): PlainTextOption {
  return { text: plain(cutTo(label, LIMITS.option)), value };
}

/** A field of the edit form, which shares its name with the one element in it. */
export function input(field: FieldName, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: field, label: plain(label), element };
}

export function optional(block: InputBlock, hint?: string): InputBlock {
  return { ...block, optional: true, ...(hint === undefined ? {} : { hint: plain(hint) }) };
}

export function note(text: string): KnownBlock {
  return { type: 'context', elements: [plain(text)] };
}
