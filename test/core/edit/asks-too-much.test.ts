import { describe, expect, it } from 'vitest';
import { asksTooMuch, type Wants } from '../../../src/core/edit/asks-too-much.ts';
import { Catalogue, MODELS } from '../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../src/core/providers/model.ts';

const all = new Catalogue(['wavespeed', 'segmind', 'fal'], MODELS);
const alone = new Catalogue(['wavespeed'], MODELS);
const nothing: Wants = { images: 0, elements: [] };
const model = (key: string) => all.get(key) as Model;

describe('what a model does not take', () => {
  it('elements at WaveSpeedAI: names a model of the same quality that takes them', () => {
    const wants = { ...nothing, elements: [1] };
    const refused = { code: 'elements_not_taken', model: 'Kling O3 Pro' };
    expect(asksTooMuch(wants, model('wavespeed/kling-o3-pro'), all)).toEqual({
      ...refused,
      instead: 'segmind/kling-o3-pro',
    });
    expect(asksTooMuch(wants, model('wavespeed/kling-o3-std'), all)).toMatchObject({
      instead: 'segmind/kling-o3-std',
    });
    expect(asksTooMuch(wants, model('wavespeed/kling-o3-pro'), alone)).toEqual({ ...refused, instead: null });
  });

  it('names none that would not take the rest of it', () => {
    const wants = { images: 2, elements: [1, 1, 1], aspectRatio: '9:16' };
    expect(asksTooMuch(wants, model('wavespeed/kling-o3-pro'), all)).toMatchObject({
      code: 'elements_not_taken',
      instead: null,
    });
  });

  it.each<[string, Partial<Wants>, object]>([
    ['five images', { images: 5 }, { code: 'too_many_images', given: 5, limit: 4 }],
    ['five elements', { elements: [1, 1, 1, 1, 1] }, { code: 'too_many_elements', given: 5, limit: 4 }],
    ['five in all', { images: 3, elements: [1, 1] }, { code: 'too_many_references', given: 5, limit: 4 }],
    ['four views', { elements: [1, 5] }, { code: 'too_many_views', name: '@Element2', given: 4, limit: 3 }],
  ])('%s', (_what, wants, reason) => {
    expect(asksTooMuch({ ...nothing, ...wants }, model('fal/kling-o3-pro'), all)).toMatchObject(reason);
  });

  it('options that its entry does not have, or not with this value', () => {
    const ask = (wants: Partial<Wants>, key: string) =>
      asksTooMuch({ ...nothing, ...wants }, model(key), all);
    expect(ask({ aspectRatio: '9:16' }, 'segmind/kling-o3-pro')).toBeNull();
    expect(ask({ aspectRatio: '4:3' }, 'segmind/kling-o3-pro')).toMatchObject({
      code: 'bad_option',
      expected: 'one of 16:9, 9:16, 1:1',
    });
    expect(ask({ aspectRatio: '9:16' }, 'fal/kling-o3-pro')).toMatchObject({
      code: 'option_not_taken',
      option: '--aspect',
      instead: 'segmind/kling-o3-pro',
    });
    expect(ask({ seconds: 2 }, 'segmind/kling-o3-pro')).toMatchObject({
      code: 'bad_option',
      expected: 'a whole number from 3 to 15',
    });
    expect(ask({ seconds: 5 }, 'wavespeed/kling-o3-pro')).toMatchObject({ option: '--seconds' });
    expect(ask({ shotType: 'customize' }, 'fal/kling-o3-pro')).toBeNull();
    expect(ask({ shotType: 'wide' }, 'fal/kling-o3-pro')).toMatchObject({ expected: 'customize' });
  });

  it('nothing of an ordinary request', () => {
    for (const each of all.models) expect(asksTooMuch({ images: 1, elements: [] }, each, all)).toBeNull();
  });
});
