import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import type { Quality } from './edit.ts';

/** What edits of a place are made with when their request names nothing. */
export interface Usual {
  catalogue: Catalogue;
  quality: Quality;
  /** The team's own, by name, which goes before the quality; null or left out: none. */
  model?: string | null;
  /** The team's own, by name; null: the catalogue's order decides. */
  provider?: string | null;
}

/** The model for a request that names none: of the quality that it asks for, or of the usual one when it asks for none. */
export function usualModel(asked: Quality | null, { catalogue, quality, model, provider }: Usual): Model {
  const teams = model ? catalogue.named(model) : null;
  if (teams && (asked === null || asked === teams.quality)) return teams;
  return catalogue.ofQuality(asked ?? quality, provider);
}
