import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../src/core/edit/clip.ts';
import { gatherPictures, layoutOf, type Saved, sorted } from '../../../src/core/edit/pictures.ts';

const SAVED = new Map<string, Saved>([
  ['mascot', { id: 'M', name: 'Mascot', kind: 'element', pictures: 3 }],
  ['logo', { id: 'L', name: 'logo', kind: 'image', pictures: 1 }],
]);
const upload = (ref: string): ImageSource => ({ kind: 'upload', ref, name: `${ref}.png`, bytes: 9 });
const saved = (item: string, picture: number): ImageSource => ({
  kind: 'saved',
  item,
  picture,
  name: item === 'M' ? 'Mascot' : 'logo',
});

describe('the pictures of a request', () => {
  it('are numbered as they came, and behind them what the prompt names of the library', () => {
    const given = { images: [upload('a'), upload('b')], elements: [[upload('front'), upload('side')]] };
    const pictures = gatherPictures('@mascot with @logo and @Image1 and @MASCOT', given, SAVED);
    expect(pictures).toEqual({
      images: [upload('a'), upload('b'), saved('L', 0)],
      elements: [
        [upload('front'), upload('side')],
        [saved('M', 0), saved('M', 1), saved('M', 2)],
      ],
      named: { mascot: '@Element2', logo: '@Image3' },
    });
    expect(layoutOf(pictures)).toEqual({
      elements: [2, 3],
      named: { mascot: '@Element2', logo: '@Image3' },
    });
  });

  it('say nothing of elements and names where there are none', () => {
    expect(layoutOf(gatherPictures('make it dusk', { images: [], elements: null }, SAVED))).toEqual({});
  });

  it('are frontal images of elements where the prompt names these and nothing else tells', () => {
    const images = [upload('a'), upload('b'), upload('c')];
    const mixed = gatherPictures(
      '@Element2 holds @Element1 before @Image1',
      { images, elements: null },
      SAVED,
    );
    expect(mixed.elements).toEqual([[upload('a')], [upload('b')]]);
    expect(mixed.images).toEqual([upload('c')]);
    const told = gatherPictures('@Element1 before @Image1', { images, elements: [] }, SAVED);
    expect(told).toMatchObject({ images, elements: [] });
    const few = gatherPictures('@Element3', { images: [upload('a')], elements: null }, SAVED);
    expect(few).toMatchObject({ images: [], elements: [[upload('a')]] });
  });

  it('are sorted again from one list', () => {
    expect(sorted({ elements: [2, 1] }, ['i1', 'i2', 'e1', 'e1b', 'e2'])).toEqual({
      images: ['i1', 'i2'],
      elements: [['e1', 'e1b'], ['e2']],
    });
    expect(sorted({}, ['i1'])).toEqual({ images: ['i1'], elements: [] });
  });
});
