import type { Millis } from '../clock.ts';
import type { Chosen } from './ask.ts';
import type { PartPlan } from './choosing.ts';
import type { ClipSource, ImageSource } from './clip.ts';
import type { Edit, EditId, EditIn, Quality } from './edit.ts';
import { sorted } from './pictures.ts';
import { formatTimecode } from './timecode.ts';

/**
 * Takes and clips that were chosen by an earlier edit stand for themselves; anything else is found through that edit, as
 * is the stretch that a part was cut from.
 */
export function sameClip(edit: Edit): ClipSource {
  if (edit.partOf) return { kind: 'same', edit: edit.id };
  return edit.source.kind === 'take' || edit.source.kind === 'same'
    ? edit.source
    : { kind: 'same', edit: edit.id };
}

function sameImages({ id, images }: Edit): ImageSource[] {
  return images.map((image, index) => (image.kind === 'same' ? image : { kind: 'same', edit: id, index }));
}

/** How an edit begins once more. */
interface Again {
  id: EditId;
  person: string;
  /** Key of the catalogue. */
  model: string;
  /** In the same parts as before, each under a new id; left out: nothing is said about parts. */
  parts?: readonly PartPlan[];
  now: Millis;
}

/** The same edit from its beginning, with the files as they were, on the model of this key: a price again, where nobody ran it. */
export function sameEdit(edit: Edit, { id, person, model, parts, now }: Again): EditIn<'requested'> {
  return {
    id,
    version: 1,
    place: edit.place,
    person,
    wish: { ...edit.wish, model },
    source: sameClip(edit),
    images: sameImages(edit),
    ...(parts ? { parts } : {}),
    askedAt: now,
    since: now,
    tries: 0,
    dueAt: now,
    state: 'requested',
  };
}

/**
 * All that an edit was asked with but its prompt, for a form that starts from it. What the prompt names of the library
 * is left to the prompt, which may change; it stands behind everything that was given.
 */
export function sameChoices(edit: Edit, quality: Quality | undefined): Chosen & { clip: ClipSource } {
  const { keepSound, window, named = {}, aspectRatio, seconds, shotType } = edit.wish;
  const { images, elements } = sorted(edit.wish, sameImages(edit));
  const saved = Object.values(named);
  const given = <T>(all: readonly T[], kind: 'Image' | 'Element') =>
    all.slice(0, all.length - saved.filter((name) => name.startsWith(`@${kind}`)).length);
  return {
    clip: sameClip(edit),
    images: given(images, 'Image'),
    ...(elements.length > 0 ? { elements: given(elements, 'Element') } : {}),
    keepSound,
    ...(quality ? { quality } : {}),
    ...(aspectRatio ? { aspectRatio } : {}),
    ...(seconds ? { seconds: String(seconds) } : {}),
    ...(shotType ? { shotType } : {}),
    ...(window ? { from: formatTimecode(window.from) } : {}),
    ...(window && window.to !== null ? { to: formatTimecode(window.to) } : {}),
  };
}
