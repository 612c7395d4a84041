import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/sandbox/effects/prompt.ts';

const BEER = { r: 0xe6, g: 0x9a, b: 0x1e };
const COLA = { r: 0x3a, g: 0x16, b: 0x08 };
const BLUE = { r: 0x24, g: 0x54, b: 0xd8 };

const kinds = (prompt: string) => readPrompt(prompt).map(({ kind }) => kind);

describe('a prompt, as the stand-in reads it', () => {
  it.each([
    ['make it dusk', ['grade']],
    ['black and white please', ['grade']],
    ['blur the background', ['blur']],
    ['Mirror it', ['mirror']],
    ['turn it upside down', ['upside_down']],
    ['a blocky 8-bit look', ['blocks']],
    ['make it a cartoon', ['cartoon']],
    ['let it snow', ['snow']],
    ['a rainy night', ['grade', 'rain']],
    ['make it warmer, mirrored and blurry', ['grade', 'blur', 'mirror']],
  ])('asks in "%s" for %j', (prompt, wanted) => {
    expect(kinds(prompt)).toEqual(wanted);
  });

  it.each([
    'change the beer to a cola',
    'Swap the beer for cola, keep everything else',
    'swap the beer for a cola and keep the plant green',
    'replace the beer by the cola in @Image1',
  ])('swaps the colours of two things: %s', (prompt) => {
    expect(readPrompt(prompt)).toEqual([{ kind: 'recolour', from: BEER, to: COLA }]);
  });

  it('goes for everything colourful when only the new colour is named', () => {
    expect(readPrompt('and make the can blue')).toEqual([{ kind: 'recolour', from: undefined, to: BLUE }]);
  });

  it('takes the colour of a reference where no word says it', () => {
    expect(readPrompt('replace the beer by what is in @Image2')).toEqual([
      { kind: 'recolour', from: BEER, to: { image: 1 } },
    ]);
  });

  it.each([
    ['add the text SUMMER', 'SUMMER'],
    ['write "Bar & Grill" on it', 'Bar & Grill'],
    ['add a title saying HAPPY HOUR at the bottom', 'HAPPY HOUR'],
    ['add the words “Good night”', 'Good night'],
  ])('writes in "%s" the words %s, and nothing else', (prompt, words) => {
    expect(readPrompt(prompt)).toEqual([{ kind: 'text', words }]);
  });

  it('combines what it understands', () => {
    expect(kinds('make it dusk, make the beer blue, and add the text SUMMER')).toEqual([
      'recolour',
      'grade',
      'text',
    ]);
  });

  it.each(['remove the person on the left', 'keep the beer', 'make her smile'])(
    'shows what it does not understand: %s',
    (prompt) => {
      expect(readPrompt(prompt)).toEqual([{ kind: 'caption', words: prompt }]);
    },
  );
});
