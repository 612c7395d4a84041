import type { ImageSource } from './clip.ts';
import type { Wish } from './edit.ts';
import { savedNames } from './prompt-names.ts';
import { elementsNamed } from './prompt-references.ts';

/** Something that a team has saved under a name, as far as requests need it. */
export interface Saved {
  id: string;
  /** As it was typed when it was saved. */
  name: string;
  /** `image`: one picture that a prompt may refer to. `element`: a character or an object, its frontal image first. */
  kind: 'image' | 'element';
  /** How many pictures it has. */
  pictures: number;
}

/** What the prompt can refer to: images and elements, each in the order of their numbers. */
export interface Pictures {
  images: readonly ImageSource[];
  elements: readonly (readonly ImageSource[])[];
  /** What the saved names in the prompt stand for: `@Element1` under `mascot`. */
  named: Readonly<Record<string, string>>;
}

/**
 * Sorts what came with a request, and puts behind it what its prompt names of the team's library, in the order in which
 * it names it.
 *
 * Pictures that came as they are, without a word about what they are for, are images; where the prompt names elements
 * that nobody gave, the first of those pictures are their frontal images.
 * @param elements null where elements could not be told apart from images
 */
export function gatherPictures(
  prompt: string,
  given: { images: readonly ImageSource[]; elements: Pictures['elements'] | null },
  saved: ReadonlyMap<string, Saved>,
): Pictures {
  const meant = given.elements === null ? Math.min(elementsNamed(prompt), given.images.length) : 0;
  const images = [...given.images.slice(meant)];
  const elements = [...(given.elements ?? []), ...given.images.slice(0, meant).map((image) => [image])];
  const named: Record<string, string> = {};
  for (const key of savedNames(prompt)) {
    const item = saved.get(key);
    if (!item) continue;
    if (item.kind === 'image') {
      images.push(savedPicture(item, 0));
      named[key] = `@Image${images.length}`;
    } else {
      elements.push(Array.from({ length: item.pictures }, (_, picture) => savedPicture(item, picture)));
      named[key] = `@Element${elements.length}`;
    }
  }
  return { images, elements, named };
}

function savedPicture({ id: item, name }: Saved, picture: number): ImageSource {
  return { kind: 'saved', item, picture, name };
}

/** What of a wish tells where its pictures belong. */
export function layoutOf({ elements, named }: Pictures): Pick<Wish, 'elements' | 'named'> {
  return {
    ...(elements.length > 0 && { elements: elements.map(({ length }) => length) }),
    ...(Object.keys(named).length > 0 && { named }),
  };
}

/** Sorts what an edit keeps in the order of its images: the images, and the pictures of each element. */
export function sorted<T>(
  wish: Pick<Wish, 'elements'>,
  flat: readonly T[],
): { images: T[]; elements: T[][] } {
  const counts = wish.elements ?? [];
  const first = flat.length - counts.reduce((sum, count) => sum + count, 0);
  let at = first;
  const elements = counts.map((count) => {
    at += count;
    return flat.slice(at - count, at);
  });
  return { images: flat.slice(0, first), elements };
}
