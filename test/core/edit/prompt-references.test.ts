import { describe, expect, it } from 'vitest';
import {
  elementsNamed,
  missingReference,
  unknownName,
  unnamedReferences,
} from '../../../src/core/edit/prompt-references.ts';

describe('references in a prompt', () => {
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
    expect(missingReference('with @Element1', { images: 0, elements: 1 })).toBeNull();
  });

  it('that were given and never named are pointed out', () => {
    expect(unnamedReferences('like @Image2', { images: 3, elements: 1 })).toEqual([
      '@Image1',
      '@Image3',
      '@Element1',
    ]);
  });

  it('tell how many elements are meant', () => {
    expect(elementsNamed('put @Element2 on @Image4')).toBe(2);
    expect(elementsNamed('put it on @Image4')).toBe(0);
  });
});

describe('a name under which nothing is saved', () => {
  const saved = new Map([
    ['mascot', { name: 'Mascot' }],
    ['logo', { name: 'logo' }],
  ]);
  const given = { images: 2, elements: 0 };

  it.each([
    ['@macsot dances', '@macsot', '@Mascot'],
    ['@mas_cot dances', '@mas_cot', '@Mascot'],
    ['@lgo on the can', '@lgo', '@logo'],
    ['@images1 on the can', '@images1', '@Image1'],
    ['@nike on the shoe', '@nike', null],
  ])('%s', (prompt, name, nearest) => {
    expect(unknownName(prompt, given, saved)).toEqual({ code: 'unknown_name', name, nearest, saved: 2 });
  });

  it('is none of those that are', () => {
    expect(unknownName('@mascot with @LOGO and @Image1', given, saved)).toBeNull();
  });
});
