import type { InputBlock } from '@slack/web-api';
import type { FormFacts } from '../../core/edit/ask.ts';
import { input, optional } from './form-blocks.ts';
import { ELEMENT_FIELDS, type FieldName, IMAGE_TYPES } from './form-fields.ts';

/**
 * Two fields for each element that can still be given: its frontal image, and more views of it.
 * @param given how many elements there are already
 */
export function elementFields(given: number, { maxElements, maxViews }: FormFacts): InputBlock[] {
  return ELEMENT_FIELDS.slice(0, Math.max(0, maxElements - given)).flatMap(({ front, views }, index) => {
    const name = `@Element${given + index + 1}`;
    const hint = `A character or an object, seen from the front. The prompt names it as ${name}.`;
    return [
      images(front, `${name}: frontal image`, 1, hint),
      ...(maxViews > 0 ? [images(views, `${name}: more views`, maxViews, 'The same from other sides.')] : []),
    ];
  });
}

function images(field: FieldName, label: string, most: number, hint: string): InputBlock {
  const filetypes = [...IMAGE_TYPES];
  return optional(
    input(field, label, { type: 'file_input', action_id: field, filetypes, max_files: most }),
    hint,
  );
}
