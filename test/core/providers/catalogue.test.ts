import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue, MODELS } from '../../../src/core/providers/catalogue.ts';

const catalogue = new Catalogue(['wavespeed']);
const everything = new Catalogue(MODELS.map(({ provider }) => provider));

describe('the catalogue', () => {
  it('offers only the models of configured providers', () => {
    expect(catalogue.models.length).toBeGreaterThan(0);
    expect(() => new Catalogue([])).toThrowError(expect.objectContaining({ code: 'no_models' }));
  });

  it('has one model for a draft and one for the final', () => {
    expect(catalogue.ofQuality('draft')?.id).toBe('kwaivgi/kling-video-o3-std/video-edit');
    expect(catalogue.ofQuality('final')?.id).toBe('kwaivgi/kling-video-o3-pro/video-edit');
  });

  it('finds a model by its key, or by its name as people type it', () => {
    const pro = catalogue.get('wavespeed/kling-o3-pro');
    expect(pro).not.toBeNull();
    expect(catalogue.named('Kling-O3-Pro')).toBe(pro);
    expect(catalogue.named('WAVESPEED/kling-o3-pro')).toBe(pro);
    expect(catalogue.named('kling')).toBeNull();
    expect(catalogue.get('kling-o3-pro')).toBeNull();
  });

  it('prefers the provider that a team uses, where that has a model of the quality', () => {
    expect(everything.ofQuality('draft', 'fal').key).toBe('fal/kling-o3-std');
    expect(everything.ofQuality('final', 'segmind').key).toBe('segmind/kling-o3-pro');
    expect(everything.ofQuality('final', 'nobody').key).toBe('wavespeed/kling-o3-pro');
  });

  it('names the nearest model for a typo', () => {
    expect(catalogue.nearest('kling-o3-por')).toBe('kling-o3-pro');
    expect(catalogue.nearest('wavespeed/kling-o3-sdt')).toBe('wavespeed/kling-o3-std');
  });

  it('knows each key once', () => {
    expect(new Set(MODELS.map(({ key }) => key)).size).toBe(MODELS.length);
  });

  it('offers a model that several providers have at the first of them, and at each by its key', () => {
    expect(everything.named('kling-o3-pro')?.key).toBe('wavespeed/kling-o3-pro');
    expect(everything.named('segmind/kling-o3-pro')?.options).toEqual({ mode: 'pro' });
    expect(new Catalogue(['segmind']).named('kling-o3-std')?.options).toEqual({ mode: 'std' });
  });

  it.each(everything.models.map((model) => [model.key, model] as const))(
    'says where and when the price of %s was read, and makes sense',
    (key, model) => {
      expect(key).toBe(`${model.provider}/${key.split('/')[1]}`);
      expect(model.price.source).toMatch(/^https:\/\//);
      expect(model.gives?.source).toMatch(/^https:\/\//);
      expect(Date.parse(model.gives?.readOn ?? '')).not.toBeNaN();
      expect(Date.parse(model.price.readOn)).not.toBeNaN();
      expect(model.price.perSecond).toBeGreaterThan(0);
      const { durationMs, side, fps } = model.limits;
      for (const { min, max } of [durationMs, side, fps, model.price.billedMs, model.pollGapMs]) {
        expect(min).toBeLessThan(max);
      }
      // A longer clip than is billed would be given away, a shorter one refused for nothing.
      expect(Math.abs(durationMs.max - model.price.billedMs.max)).toBeLessThan(100);
    },
  );

  /** What the pages and Kling's own specification state; Segmind's page alone allows more than 10 s. */
  it.each(MODELS.map((model) => [model.key, model] as const))(
    'sends to %s nothing that its documents do not allow',
    (_key, { provider, limits, takes }) => {
      expect(limits).toMatchObject({
        containers: ['mp4', 'mov'],
        side: { min: 720, max: 2160 },
        fps: { min: 24, max: 60 },
        bytes: 200_000_000,
        promptLength: 2_500,
        image: { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 },
      });
      // fal's validator of the twin model names the 50 ms that cameras add.
      expect(limits.durationMs).toEqual({ min: 3_000, max: provider === 'segmind' ? 15_050 : 10_050 });
      const described = {
        images: 4,
        elements: 4,
        views: 3,
        together: 4,
        sound: true,
        shotTypes: ['customize'],
      };
      expect(takes).toEqual(
        {
          wavespeed: { images: 4, elements: 0, sound: true },
          fal: described,
          segmind: {
            ...described,
            seconds: { min: 3, max: 15 },
            aspectRatios: ['16:9', '9:16', '1:1'],
          },
        }[provider],
      );
    },
  );

  it('is in the documentation, each model with what it gives back', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/models.md'), 'utf8');
    for (const { key } of MODELS) expect(page).toContain(`\`${key}\``);
    for (const { gives } of MODELS) expect(page).toContain(`${gives?.fps} frames per second`);
  });
});
