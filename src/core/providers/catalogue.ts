import { distance } from 'fastest-levenshtein';
import type { Quality } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import { FAL_MODELS } from './catalogue/fal-models.ts';
import { SEGMIND_MODELS } from './catalogue/segmind-models.ts';
import { WAVESPEED_MODELS } from './catalogue/wavespeed-models.ts';
import type { Model } from './model.ts';

/** All that is known, in the order in which it is offered. */
export const MODELS: readonly Model[] = [...WAVESPEED_MODELS, ...SEGMIND_MODELS, ...FAL_MODELS];

/** The models an edit can be made with. */
export class Catalogue {
  readonly models: readonly Model[];

  /** Only the models of the providers that are configured can be chosen. */
  constructor(providers: readonly string[], models: readonly Model[] = MODELS) {
    this.models = models.filter((model) => providers.includes(model.provider));
    if (this.models.length === 0)
      throw new RecutError('no_models', 'No model is left to choose: configure a provider.');
  }

  get(key: string): Model | null {
    return this.models.find((model) => model.key === key) ?? null;
  }

  /**
   * The first model of this quality in the catalogue's order, of this provider if it has one; or the first of all when
   * there is none.
   */
  ofQuality(quality: Quality, provider?: string | null): Model {
    const models = this.models.filter((model) => model.quality === quality);
    return models.find((model) => model.provider === provider) ?? models[0] ?? (this.models[0] as Model);
  }

  /**
   * The model on which a draft is made again: of the same provider, and of the same family where there are several. Keys
   * name the family first: `kling-o3-std` and `kling-o3-pro`.
   */
  finalOf(draft: Model): Model | null {
    if (draft.quality !== 'draft') return null;
    const finals = this.models.filter(
      ({ quality, provider }) => quality === 'final' && provider === draft.provider,
    );
    const kinship = ({ key }: Model) => commonStart(key, draft.key);
    return finals.reduce<Model | null>(
      (best, model) => (best && kinship(best) >= kinship(model) ? best : model),
      null,
    );
  }

  /** The model of this key under its other providers, in the catalogue's order. */
  sameElsewhere(key: string): readonly Model[] {
    const name = key.split('/')[1];
    return this.models.filter((model) => model.key !== key && model.key.split('/')[1] === name);
  }

  /** Finds a model by its key or by the part behind the slash, as people type it. */
  named(name: string): Model | null {
    const wanted = name.toLowerCase();
    return this.models.find(({ key }) => key === wanted || key.split('/')[1] === wanted) ?? null;
  }

  nearest(name: string): string | null {
    const names = this.models.flatMap(({ key }) => [key, key.split('/')[1] ?? key]);
    const ranked = names.map((known) => ({ known, away: distance(known, name.toLowerCase()) }));
    return ranked.sort((a, b) => a.away - b.away)[0]?.known ?? null;
  }
}

function commonStart(one: string, other: string): number {
  const differs = [...one].findIndex((letter, index) => letter !== other[index]);
  return differs < 0 ? one.length : differs;
}
