/** What the bundled font of the charts can draw; of anything else it would draw boxes. */
const DRAWABLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{N}\p{P}\p{Zs}]+$/u;
const NAME_LENGTH = 22;

/** How somebody is called in a picture and beside it. */
export interface Legend {
  /** In the picture: their name, or "Person A" where the font lacks its letters. */
  drawn: string;
  /** In the text: "Mara", "田中 (Person A)". */
  told: string;
}

/** @param names null where the platform does not say */
export function legendsOf(names: readonly (string | null)[]): Legend[] {
  let letters = 0;
  return names.map((name) => {
    if (name !== null && DRAWABLE.test(name) && !/[\u2e80-\uffff]/.test(name)) {
      return { drawn: cut(name), told: name };
    }
    const letter = `Person ${letterOf(letters)}`;
    letters += 1;
    return { drawn: letter, told: name === null ? letter : `${name} (${letter})` };
  });
}

function cut(name: string): string {
  const letters = [...name];
  return letters.length <= NAME_LENGTH ? name : `${letters.slice(0, NAME_LENGTH - 1).join('')}…`;
}

/** A, B … Z, AA, AB … */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
