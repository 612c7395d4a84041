import { NAME_LENGTH } from '../edit/prompt-names.ts';
import type { SavedItem } from '../library/saved-item.ts';
import type { Form } from './form.ts';
import { writeToken } from './token.ts';

const MOST_VIEWS = 3;

/** Asks for a name and pictures. */
export function saveForm(name: string): Form {
  return {
    token: writeToken('library', 'add'),
    title: 'Save for prompts',
    intro: [],
    fields: [
      {
        kind: 'text',
        name: 'name',
        label: 'Name',
        hint: 'Letters, digits and dashes: mascot is named in prompts as @mascot',
        value: name,
        maxLength: NAME_LENGTH,
      },
      {
        kind: 'choice',
        name: 'kind',
        label: 'What it is',
        options: [
          { value: 'image', label: 'An image: one picture, such as a logo or a look' },
          { value: 'element', label: 'An element: a character or an object' },
        ],
        value: 'image',
      },
      { kind: 'files', name: 'front', label: 'The picture', hint: frontHint, of: 'images', max: 1 },
      {
        kind: 'files',
        name: 'views',
        label: 'More views',
        hint: 'Only for an element: the same from other sides',
        of: 'images',
        max: MOST_VIEWS,
        optional: true,
      },
    ],
    submit: 'Save',
  };
}

const frontHint = 'Of an element, its frontal picture. JPEG, PNG or WebP, up to 10 MB';

/** Asks which of these is to be renamed or removed. */
export function changeForm(items: readonly SavedItem[], page: number): Form {
  return {
    token: writeToken('library', 'change', String(page)),
    title: 'Rename or remove',
    intro: [],
    fields: [
      {
        kind: 'choice',
        name: 'item',
        label: 'Which one',
        options: items.map(({ id, name }) => ({ value: id, label: `@${name}` })),
        ...(items.length === 1 && items[0] ? { value: items[0].id } : {}),
      },
      {
        kind: 'choice',
        name: 'what',
        label: 'What to do',
        options: [
          { value: 'rename', label: 'Rename it' },
          { value: 'remove', label: 'Remove it' },
        ],
        value: 'rename',
      },
      {
        kind: 'text',
        name: 'name',
        label: 'New name',
        hint: 'Only to rename it',
        maxLength: NAME_LENGTH,
        optional: true,
      },
    ],
    submit: 'Change',
  };
}
