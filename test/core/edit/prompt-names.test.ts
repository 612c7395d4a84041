import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expandNames,
  isSavableName,
  namedReferences,
  normaliseReferences,
  savedNames,
} from '../../../src/core/edit/prompt-names.ts';

const NAMED = { mascot: '@Element1', logo: '@Image2' };

describe('references in a prompt', () => {
  it('are found once each, however they are typed', () => {
    expect(namedReferences('put @image1 on the can, @Image1 again, and @ELEMENT2')).toEqual([
      '@Image1',
      '@Element2',
    ]);
    expect(normaliseReferences('put @image01 on the can')).toBe('put @Image1 on the can');
    expect(namedReferences('换成@Image1，放在@Element1旁边')).toEqual(['@Image1', '@Element1']);
  });

  it('are not seen in ordinary words', () => {
    expect(namedReferences('me@image.com, me@image1.example and @Image')).toEqual([]);
  });
});

describe('saved names in a prompt', () => {
  it.each([
    ['dance like @mascot.', ['mascot']],
    ["@Mascot's hat, (@MASCOT), @mascot-", ['mascot']],
    ['@flasche-groß and @été', ['flasche-groß', 'été']],
    ['换成@mascot跳舞', ['mascot']],
    ['@logo on @mascot, then @logo', ['logo', 'mascot']],
    ['what was typed as @mas_cot was meant', ['mas_cot']],
  ])('%s', (prompt, names) => {
    expect(savedNames(prompt)).toEqual(names);
  });

  it.each([
    'mail mara@mascot.example',
    'mara@mascot',
    'see https://video.example/@mascot/7',
    'the domain @mascot.example',
    'a label that says "@mascot"',
    'as <@100000000000000013> said',
    'tell @here and @everyone and @channel',
    '@Image1 and @Element2 and @Video1',
    'an @ by itself',
  ])('none in: %s', (prompt) => {
    expect(savedNames(prompt)).toEqual([]);
    expect(expandNames(prompt, { ...NAMED, here: '@Image1', image1: '@Image9' })).toBe(prompt);
  });

  it('are sent as what they stand for', () => {
    expect(expandNames("put @Mascot's hat on @logo, not on @other", NAMED)).toBe(
      "put @Element1's hat on @Image2, not on @other",
    );
  });
});

describe('expanding names, whatever the prompt', () => {
  const word = fc.oneof(
    fc.constantFrom('@mascot', '@LOGO', '@Image1', '@Element2', '@macsot', '"@mascot"', '@here', '@', '--'),
    fc.constantFrom('mara@mascot.example', 'a.b+c@logo.example', 'x@mascot', 'https://v.example/@logo'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const prompt = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

  it('expands once: what was expanded stays as it is', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const expanded = expandNames(text, NAMED);
        expect(expandNames(expanded, NAMED)).toBe(expanded);
        expect(savedNames(expanded).filter((name) => Object.hasOwn(NAMED, name))).toEqual([]);
      }),
    );
  });

  it('leaves addresses, links and quoted lettering alone', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const kept = /\S+@(?:mascot|logo)(?:\.example)?(?= |$)|"@mascot"/g;
        expect(expandNames(text, NAMED).match(kept)).toEqual(text.match(kept));
      }),
    );
  });

  it('names things in the order of the text, and all that it does not name stays', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const names = savedNames(text);
        const numbered = Object.fromEntries(names.map((name, index) => [name, `@Image${index + 1}`]));
        const first = namedReferences(expandNames(withoutReferences(text), numbered));
        expect(first).toEqual(names.map((_, index) => `@Image${index + 1}`));
        expect(expandNames(text, {})).toBe(text);
      }),
    );
  });

  function withoutReferences(text: string): string {
    return text.replaceAll(/@(image|element)\d+/gi, 'it');
  }
});

describe('a name under which something can be saved', () => {
  it.each(['mascot', 'Can-2', 'été', 'x1'])('%s', (name) => expect(isSavableName(name)).toBe(true));

  it.each([
    '',
    'image1',
    'Element12',
    'video',
    'here',
    'everyone',
    'recut',
    'a b',
    'a_b',
    '-a',
    'a--b',
    '12',
  ])('not "%s"', (name) => expect(isSavableName(name)).toBe(false));

  it('is found again in a prompt, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        fc.pre(isSavableName(name));
        expect(savedNames(`dance like @${name}, please`)).toHaveLength(1);
      }),
    );
  });
});
