import { describe, expect, it } from 'vitest';
import {
  missingReference,
  namedReferences,
  normaliseReferences,
  unnamedImages,
} from '../../../src/core/edit/prompt-references.ts';

describe('references in a prompt', () => {
  it('are found once each, however they are typed', () => {
    expect(namedReferences('put @image1 on the can, @Image1 again, and @ELEMENT2')).toEqual([
      '@Image1',
      '@Element2',
    ]);
    expect(normaliseReferences('put @image01 on the can')).toBe('put @Image1 on the can');
  });

  it('must have been given', () => {
    expect(missingReference('like @Image3', { images: 2, elements: 0 })).toEqual({
      code: 'unknown_reference',
      name: '@Image3',
      given: 2,
    });
    expect(missingReference('like @Image2', { images: 2, elements: 0 })).toBeNull();
    expect(missingReference('like @Image0', { images: 2, elements: 0 })).toMatchObject({ name: '@Image0' });
    expect(missingReference('with @Element1', { images: 4, elements: 0 })).toMatchObject({
      name: '@Element1',
    });
  });

  it('that were given and never named are pointed out', () => {
    expect(unnamedImages('like @Image2', 3)).toEqual(['@Image1', '@Image3']);
  });

  it('are not seen in ordinary words', () => {
    expect(namedReferences('me@image.com and @images1 and @Image')).toEqual([]);
  });
});
