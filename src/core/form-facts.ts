import type { FormFacts } from './edit/ask.ts';
import { type Usual, usualModel } from './edit/usual-model.ts';
import type { Model, Range } from './providers/model.ts';

/**
 * What the form of an edit offers. What only some models take is offered where any of them does: whether the one that
 * makes the edit does is checked when it is known, and the answer then names one that can.
 */
export function formFacts(place: Usual): FormFacts {
  const { models } = place.catalogue;
  const qualities = (['final', 'draft'] as const).flatMap((quality) => {
    const model = usualModel(quality, place);
    const name = quality === 'final' ? 'Final' : 'Draft';
    return model.quality === quality ? [{ quality, name, label: `${name}, ${model.title}` }] : [];
  });
  const usual = usualModel(null, place);
  return {
    qualities,
    defaultQuality: usual.quality,
    maxImages: usual.takes.images,
    maxElements: Math.max(...models.map(({ takes }) => takes.elements)),
    maxViews: Math.max(...models.map(({ takes }) => takes.views ?? 0)),
    aspectRatios: choices(models, ({ aspectRatios }) => aspectRatios),
    shotTypes: choices(models, ({ shotTypes }) => shotTypes),
    seconds: widest(models.flatMap(({ takes }) => takes.seconds ?? [])),
    maxPromptLength: usual.limits.promptLength,
  };
}

/** A choice of one is none. */
function choices(
  models: readonly Model[],
  of: (takes: Model['takes']) => readonly string[] | undefined,
): string[] {
  const all = [...new Set(models.flatMap(({ takes }) => of(takes) ?? []))];
  return all.length > 1 ? all : [];
}

function widest(ranges: readonly Range[]): Range | null {
  if (ranges.length === 0) return null;
  return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
}
