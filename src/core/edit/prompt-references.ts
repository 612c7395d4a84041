import { distance } from 'fastest-levenshtein';
import { namedReferences, savedNames } from './prompt-names.ts';
import type { Reason } from './reason.ts';

/** How many of each kind came with a request. */
export interface Given {
  images: number;
  elements: number;
}

/** The first reference that the prompt names and nobody gave, as a reason to refuse. */
export function missingReference(prompt: string, given: Given): Reason | null {
  for (const name of namedReferences(prompt)) {
    const { kind, number } = partsOf(name);
    const count = kind === 'Image' ? given.images : given.elements;
    if (number < 1 || number > count) return { code: 'unknown_reference', name, given: count };
  }
  return null;
}

/** The first name in the prompt under which nothing is saved, with the one that was most likely meant. */
export function unknownName(
  prompt: string,
  given: Given,
  saved: ReadonlyMap<string, { name: string }>,
): Reason | null {
  const unknown = savedNames(prompt).find((key) => !saved.has(key));
  if (unknown === undefined) return null;
  const known = [
    ...[...saved.values()].map(({ name }) => `@${name}`),
    ...numbered('@Image', given.images),
    ...numbered('@Element', given.elements),
  ];
  const name = `@${unknown}`;
  return { code: 'unknown_name', name, nearest: nearestOf(name, known), saved: saved.size };
}

/** At most a third of the letters may differ, or two in a short name. */
function nearestOf(name: string, known: readonly string[]): string | null {
  const ranked = known.map((each) => ({ each, away: distance(each.toLowerCase(), name) }));
  const best = ranked.sort((a, b) => a.away - b.away)[0];
  return best && best.away <= Math.max(2, Math.floor(name.length / 3)) ? best.each : null;
}

/** What was given and what the prompt never names: `@Image2`. */
export function unnamedReferences(prompt: string, { images, elements }: Given): readonly string[] {
  const named = new Set(namedReferences(prompt));
  return [...numbered('@Image', images), ...numbered('@Element', elements)].filter(
    (name) => !named.has(name),
  );
}

/** The highest number of an element that the prompt names; 0 when it names none. */
export function elementsNamed(prompt: string): number {
  const numbers = namedReferences(prompt).map(partsOf);
  return Math.max(0, ...numbers.map(({ kind, number }) => (kind === 'Element' ? number : 0)));
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
}

function partsOf(name: string): { kind: string; number: number } {
  const [, kind = '', number = '0'] = /^@(Image|Element)(\d+)$/.exec(name) ?? [];
  return { kind, number: Number(number) };
}
