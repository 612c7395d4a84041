import { expect, it } from 'vitest';
import { usualModel } from '../../src/core/edit/usual-model.ts';
import { formFacts } from '../../src/core/form-facts.ts';
import { Catalogue } from '../../src/core/providers/catalogue.ts';

const given = { catalogue: new Catalogue(['wavespeed', 'fal']), quality: 'final' } as const;
const teams = { ...given, model: 'fal/kling-o3-std' };

it('preselects what a request without a word about it would be made with', () => {
  expect(formFacts(given).defaultQuality).toBe('final');
  expect(formFacts({ ...given, quality: 'draft' }).defaultQuality).toBe('draft');
  expect(formFacts(teams).defaultQuality).toBe('draft');
});

it('comes to the same model, whether the preselected quality is sent or none', () => {
  for (const place of [given, teams, { ...given, provider: 'fal' }, { ...teams, provider: 'wavespeed' }]) {
    const { defaultQuality } = formFacts(place);
    expect(usualModel(defaultQuality, place)).toBe(usualModel(null, place));
  }
  expect(usualModel('draft', teams).key).toBe('fal/kling-o3-std');
  expect(usualModel('final', teams).key).toBe('wavespeed/kling-o3-pro');
});
