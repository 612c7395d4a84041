import type { Reason } from './reason.ts';

const REFERENCE = /@(image|element)(\d{1,2})\b/gi;

/** The `@Image1` and `@Element1` that a prompt names, each once, in the order they first appear. */
export function namedReferences(prompt: string): readonly string[] {
  return [
    ...new Set(
      [...prompt.matchAll(REFERENCE)].map(([, kind = '', number]) => referenceName(kind, Number(number))),
    ),
  ];
}

/** Writes every reference the way the models expect it: `@image01` becomes `@Image1`. */
export function normaliseReferences(prompt: string): string {
  return prompt.replace(REFERENCE, (_, kind: string, number: string) => referenceName(kind, Number(number)));
}

/** The first reference that the prompt names and nobody gave, as a reason to refuse. */
export function missingReference(prompt: string, given: { images: number; elements: number }): Reason | null {
  for (const name of namedReferences(prompt)) {
    const [, kind = '', number = '0'] = /^@(Image|Element)(\d+)$/.exec(name) ?? [];
    const count = kind === 'Image' ? given.images : given.elements;
    if (Number(number) < 1 || Number(number) > count)
      return { code: 'unknown_reference', name, given: count };
  }
  return null;
}

/** The images that were given and that the prompt never names: `@Image2`. */
export function unnamedImages(prompt: string, images: number): readonly string[] {
  const named = new Set(namedReferences(prompt));
  return Array.from({ length: images }, (_, index) => `@Image${index + 1}`).filter(
    (name) => !named.has(name),
  );
}

function referenceName(kind: string, number: number): string {
  return `@${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}${number}`;
}
