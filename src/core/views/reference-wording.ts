/** Which picture is which, said before anything is spent. */
import type { ImageSource } from '../edit/clip.ts';
import type { Edit } from '../edit/edit.ts';
import { sorted } from '../edit/pictures.ts';
import { expandNames } from '../edit/prompt-names.ts';
import { unnamedReferences } from '../edit/prompt-references.ts';
import { shorten } from './figures.ts';

const NAME_LENGTH = 40;

/** "@Image1 is can.png · @mascot is sent as @Element1 (front and 2 views)"; null where the prompt has nothing to name. */
export function whichIsWhich(edit: Edit): string | null {
  const { images, elements } = sorted(edit.wish, namesOf(edit));
  const savedAs = new Map(Object.entries(edit.wish.named ?? {}).map(([name, sent]) => [sent, name]));
  const wording = (sent: string, name: string, views: string) => {
    const saved = savedAs.get(sent);
    return saved ? `@${saved} is sent as ${sent}${views}` : `${sent} is ${name}${views}`;
  };
  const lines = [
    ...images.map((name, index) => wording(`@Image${index + 1}`, name, '')),
    ...elements.map(([front = '', ...more], index) => {
      return wording(`@Element${index + 1}`, front, viewsText(more.length));
    }),
  ];
  return lines.length > 0 ? lines.join(' · ') : null;
}

/** "@Image2 was given, but the text never names it." */
export function neverNamed(edit: Edit): string[] {
  const { images, elements } = sorted(edit.wish, edit.images);
  const prompt = expandNames(edit.wish.prompt, edit.wish.named ?? {});
  const given = { images: images.length, elements: elements.length };
  return unnamedReferences(prompt, given).map((name) => `${name} was given, but the text never names it.`);
}

/** What people call the pictures: as they were fetched, or as they came while that is not known yet. */
function namesOf(edit: Edit): string[] {
  const fetched = 'references' in edit ? edit.references : 'imageFiles' in edit ? edit.imageFiles : [];
  return edit.images.map((source, index) => shorten(fetched[index]?.name ?? nameOf(source), NAME_LENGTH));
}

function nameOf(source: ImageSource): string {
  switch (source.kind) {
    case 'upload':
    case 'saved':
      return source.name;
    case 'link':
      return 'the linked image';
    case 'same':
      return 'the same as before';
  }
}

/** " (front and 2 views)" of an element. */
export function viewsText(views: number): string {
  if (views === 0) return ' (front)';
  return ` (front and ${views === 1 ? '1 view' : `${views} views`})`;
}
