import type { Chosen } from './ask.ts';
import type { ClipSource, ImageSource } from './clip.ts';
import type { Edit, Quality } from './edit.ts';
import { formatTimecode } from './timecode.ts';

/** Takes and clips that were chosen by an earlier edit stand for themselves; anything else is found through that edit. */
export function sameClip(edit: Edit): ClipSource {
  return edit.source.kind === 'take' || edit.source.kind === 'same'
    ? edit.source
    : { kind: 'same', edit: edit.id };
}

export function sameImages({ id, images }: Edit): ImageSource[] {
  return images.map((image, index) => (image.kind === 'same' ? image : { kind: 'same', edit: id, index }));
}

/** All that an edit was asked with but its prompt, for a form that starts from it. */
export function sameChoices(edit: Edit, quality: Quality | undefined): Chosen & { clip: ClipSource } {
  const { keepSound, window } = edit.wish;
  return {
    clip: sameClip(edit),
    images: sameImages(edit),
    keepSound,
    ...(quality ? { quality } : {}),
    ...(window ? { from: formatTimecode(window.from) } : {}),
    ...(window && window.to !== null ? { to: formatTimecode(window.to) } : {}),
  };
}
