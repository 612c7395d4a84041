import type { ProviderElement, ProviderInputs } from '../edit/edit.ts';

/** An element as Kling's models take it at fal and at Segmind, which resells them. */
export interface KlingElement {
  frontal_image_url: string;
  reference_image_urls?: readonly string[];
}

/** The elements of a submission in the order in which the prompt names them; the field is left out where there are none. */
export function klingElements({ elements = [] }: ProviderInputs): { elements?: readonly KlingElement[] } {
  return elements.length === 0 ? {} : { elements: elements.map(klingElement) };
}

function klingElement({ frontalUrl, viewUrls }: ProviderElement): KlingElement {
  return {
    frontal_image_url: frontalUrl,
    ...(viewUrls.length > 0 && { reference_image_urls: viewUrls }),
  };
}
