/** What people read about the library of their team. */
import { NAME_LENGTH } from '../edit/prompt-names.ts';
import type { SavedItem } from '../library/saved-item.ts';
import type { SaveResult } from '../library/saving.ts';
import type { Line } from './message.ts';
import { reasonWording } from './reason-wording.ts';
import { viewsText } from './reference-wording.ts';

/** "an element (front and 2 views)", "an image". */
export function kindText({ kind, pictures }: Pick<SavedItem, 'kind' | 'pictures'>): string {
  return kind === 'image' ? 'an image' : `an element${viewsText(pictures.length - 1)}`;
}

export const libraryNotes = {
  saved: (item: SavedItem): string =>
    `@${item.name} is saved as ${kindText(item)}. Every prompt of this team can name it now.`,
  savingStill: (name: string): Line => [
    `The pictures of @${name} are still on their way. Type /edit-library in a moment: when it is in the list it is saved, else save it again.`,
  ],
  removed: (name: string): string => `@${name} is removed. Edits that have begun with it go on.`,
  renamed: (from: string, to: string): string => `@${from} is called @${to} now.`,
  badName: (name: string): string =>
    `${name ? `"${name}" cannot be a name` : 'A name is missing'}. It has letters, digits and dashes, at most ${NAME_LENGTH}, and means nothing else, as image1 or here do.`,
  notThere: (name: string): string => `Nothing is saved here as @${name}.`,
  notYours: ({ name, by }: SavedItem): Line => [
    `Only `,
    { person: by },
    `, who saved @${name}, or an approver can do this.`,
  ],
  oneImage: (): string =>
    'An image is one picture. Leave the other views out, or save it as an element: a character or an object, with up to three more views.',
  noPicture: (): string => 'A picture is missing: one of an image, or the frontal one of an element.',
  tooMany: (): string => 'An element has a frontal picture and up to three more views.',
  usage: (): Line => [
    'Type /edit-library to see what is saved, /edit-library add mascot to save something, /edit-library remove mascot, or /edit-library rename mascot to hero.',
  ],
};

/** Why something was not saved. */
export function notSaved(result: Exclude<SaveResult, { kind: 'saved' }>, items: number): string {
  switch (result.kind) {
    case 'name_taken':
      return `There is @${result.item.name} already. Choose another name, or remove that one first.`;
    case 'full':
      return `The library is full: it holds up to ${items} things and 300 MB. Remove something first.`;
    case 'unusable':
      return reasonWording(result.reason);
    case 'unreachable':
      return `${result.name} could not be fetched. Choose the file again.`;
  }
}
