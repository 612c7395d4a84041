import type { Rgb } from './colour.ts';
import { type Mention, mentions } from './colour-words.ts';
import { LOOKS, type Look } from './look.ts';

/** What a prompt is taken to ask for. */
export type Wish =
  | Look
  /** Without `from`, all that has a strong colour. An image stands for the colour it mostly has. */
  | { kind: 'recolour'; from: Rgb | undefined; to: Rgb | { image: number } }
  | { kind: 'text'; words: string }
  /** Not understood: the words in a corner and a mild change of light show that it was received. */
  | { kind: 'caption'; words: string };

/** Sentences about what should stay are no wishes. */
const KEEPING = /\b(?:keep|leave|without chang\w+|(?:don['’]?t|do not) (?:change|touch))\b[^.,;]*/gi;
const QUOTED = /["“”«»]([^"“”«»]+)["“”«»]/;
const TEXT =
  /\b(?:text|words?|title|letters|writing|sign|saying|write|reads?)\b\s*:?\s+(?:(?:that )?(?:says?|reads?|saying)\s+)?((?:[A-Z0-9][A-Z0-9!?'&.-]*)(?:\s+[A-Z0-9][A-Z0-9!?'&.-]*)*)/;
const ABOUT_TEXT = /\b(?:text|words?|title|caption|letters|write|writing|says?|saying|reads?|sign)\b/i;

/** Reads the wishes out of a prompt; there is always at least one. */
export function readPrompt(prompt: string): Wish[] {
  const { words, rest } = takeText(prompt);
  const wanted = rest.replace(KEEPING, ' ');
  const { looks, left } = takeLooks(wanted.toLowerCase());
  const recolours = left.split(/[.,;!]|\band\b|\bthen\b/).flatMap(recolourIn);
  const wishes: Wish[] = [...recolours, ...looks, ...(words ? [{ kind: 'text', words } as const] : [])];
  return wishes.length > 0 ? wishes : [{ kind: 'caption', words: prompt.trim() }];
}

/** Words to be shown: those in quotation marks, else the CAPITALS behind "text", "write" and the like. */
function takeText(prompt: string): { words: string | undefined; rest: string } {
  if (!ABOUT_TEXT.test(prompt)) return { words: undefined, rest: prompt };
  const found = QUOTED.exec(prompt) ?? TEXT.exec(prompt);
  if (!found) return { words: undefined, rest: prompt };
  return { words: found[1]?.trim(), rest: prompt.replace(found[0], ' ') };
}

function takeLooks(prompt: string): { looks: Look[]; left: string } {
  return LOOKS.reduce<{ looks: Look[]; left: string }>(
    ({ looks, left }, [words, look]) =>
      words.test(left) ? { looks: [...looks, look], left: left.replace(words, ' ') } : { looks, left },
    { looks: [], left: prompt },
  );
}

/**
 * "the beer … a cola" goes from one to the other; "… blue" alone goes for all that has a strong colour. An image says
 * which colour only where no word does.
 */
function recolourIn(clause: string): Wish[] {
  const [first, ...others] = mentions(clause);
  if (!first) return [];
  const last = others.findLast(({ kind }) => kind !== 'image') ?? others.at(-1);
  if (last)
    return [{ kind: 'recolour', from: first.kind === 'image' ? undefined : first.rgb, to: target(last) }];
  return first.kind === 'thing' ? [] : [{ kind: 'recolour', from: undefined, to: target(first) }];
}

function target(mention: Mention): Rgb | { image: number } {
  return mention.kind === 'image' ? { image: mention.index } : mention.rgb;
}
