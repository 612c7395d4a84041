/** What stands behind an @ in a prompt: references by their number, and names that a team has saved. */

/** A place in a prompt that names something. */
interface NamedPlace {
  at: number;
  /** As typed, with its @. */
  typed: string;
  /** In lower case, without the @. */
  key: string;
}

// What words are written with. Scripts that put no spaces between words end a name: 换成@mascot跳舞 names @mascot.
const LETTER = String.raw`[[\p{L}\p{M}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]`;
// Neither a platform's own mention such as <@U1>, nor an address such as mara@image1.example nor a link such as https://video.example/@mascot names anything. Underscores
// are no part of names, but what was typed with one was most likely meant as one.
const PLACE = new RegExp(
  String.raw`(?<![A-Za-z0-9_+@<]|:\/\/\S{0,300})@(${LETTER}+(?:-${LETTER}+)*)(?!${LETTER}|@|[.\-]${LETTER})`,
  'gv',
);
const REFERENCE = /^(image|element)(\d{1,2})$/;
/** The clip itself, as some models call it, and what chat platforms call everybody. */
const RESERVED = /^(?:(?:image|element|video|clip)\d*|here|channel|everyone|recut)$/;
const NAME = new RegExp(`^(?=.*\\p{L})(?!.*_)${LETTER}+(?:-${LETTER}+)*$`, 'v');
/** Right behind one of these it is lettering that should be seen in the clip: the label "@mascot". */
const QUOTES = '"“”„«»‘’‚\'`';

/** The most characters that a saved name may have. */
export const NAME_LENGTH = 32;

/** Lower case and composed: how names are kept and compared. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Whether something can be saved under this name: letters, digits and dashes, and nothing that means something else. */
export function isSavableName(name: string): boolean {
  const key = nameKey(name);
  // Signs that only stand for letters, such as ㍱ for hPa, are no letters where a prompt is read.
  return NAME.test(name) && NAME.test(key) && key.length <= NAME_LENGTH && !RESERVED.test(key);
}

/** The `@Image1` and `@Element1` that a prompt names, each once, in the order they first appear. */
export function namedReferences(prompt: string): readonly string[] {
  return [...new Set(placesIn(prompt).flatMap(({ key }) => referenceName(key) ?? []))];
}

/**
 * The saved names that a prompt names, as they are kept, each once, in the order they first appear. Right behind a
 * quotation mark it is lettering, and no name.
 */
export function savedNames(prompt: string): readonly string[] {
  return [...new Set(placesIn(prompt).flatMap((place) => (isSaved(place, prompt) ? place.key : [])))];
}

/** Writes every reference the way the models expect it: `@image01` becomes `@Image1`. */
export function normaliseReferences(prompt: string): string {
  return replacePlaces(prompt, ({ key }) => referenceName(key));
}

/**
 * Writes each saved name as the reference that it stands for: `named` has `@Element1` under `mascot`. All else stays as it
 * is, and what has been expanded is not changed by expanding it again.
 */
export function expandNames(prompt: string, named: Readonly<Record<string, string>>): string {
  return replacePlaces(prompt, (place) =>
    isSaved(place, prompt) && Object.hasOwn(named, place.key) ? (named[place.key] ?? null) : null,
  );
}

function isSaved({ at, key }: NamedPlace, prompt: string): boolean {
  const before = prompt[at - 1] ?? '';
  return !RESERVED.test(key) && !(before !== '' && QUOTES.includes(before));
}

function replacePlaces(prompt: string, by: (place: NamedPlace) => string | null): string {
  let end = 0;
  let replaced = '';
  for (const place of placesIn(prompt)) {
    replaced += prompt.slice(end, place.at) + (by(place) ?? place.typed);
    end = place.at + place.typed.length;
  }
  return replaced + prompt.slice(end);
}

function placesIn(prompt: string): NamedPlace[] {
  return [...prompt.matchAll(PLACE)].map(({ 0: typed, 1: name = '', index: at }) => ({
    at,
    typed,
    key: nameKey(name),
  }));
}

function referenceName(key: string): string | null {
  const [, kind, number] = REFERENCE.exec(key) ?? [];
  return kind ? `@${kind === 'image' ? 'Image' : 'Element'}${Number(number)}` : null;
}
