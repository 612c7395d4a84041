import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import type { Wish } from './edit.ts';
import type { Reason } from './reason.ts';

/** What a request wants of a model beside the prompt. */
export interface Wants extends Pick<Wish, 'aspectRatio' | 'seconds' | 'shotType'> {
  images: number;
  /** How many pictures each element has. */
  elements: readonly number[];
}

/** The first thing that the model's entry does not allow, with another model that takes all of it, where there is one. */
export function asksTooMuch(wants: Wants, model: Model, catalogue: Catalogue): Reason | null {
  const reason = misfit(wants, model);
  if (!reason || !('instead' in reason)) return reason;
  const able = catalogue.models.filter((other) => misfit(wants, other) === null);
  const instead = able.find(({ quality }) => quality === model.quality) ?? able[0];
  return { ...reason, instead: instead?.key ?? null };
}

function misfit(wants: Wants, model: Model): Reason | null {
  return pictureMisfit(wants, model) ?? optionMisfit(wants, model);
}

function pictureMisfit({ images, elements }: Wants, { takes, title }: Model): Reason | null {
  const given = elements.length;
  if (given > 0 && takes.elements === 0) return { code: 'elements_not_taken', model: title, instead: null };
  if (images > takes.images) return { code: 'too_many_images', given: images, limit: takes.images };
  if (given > takes.elements) return { code: 'too_many_elements', given, limit: takes.elements };
  const together = takes.together ?? images + given;
  if (images + given > together)
    return { code: 'too_many_references', given: images + given, limit: together, instead: null };
  const limit = takes.views ?? 0;
  const index = elements.findIndex((pictures) => pictures - 1 > limit);
  if (index < 0) return null;
  const views = (elements[index] ?? 1) - 1;
  return { code: 'too_many_views', name: `@Element${index + 1}`, given: views, limit };
}

function optionMisfit({ aspectRatio, seconds, shotType }: Wants, { takes, title }: Model): Reason | null {
  const notTaken = (option: string): Reason => ({
    code: 'option_not_taken',
    option,
    model: title,
    instead: null,
  });
  if (aspectRatio !== undefined) {
    if (!takes.aspectRatios) return notTaken('--aspect');
    if (!takes.aspectRatios.includes(aspectRatio)) return oneOf('--aspect', aspectRatio, takes.aspectRatios);
  }
  if (seconds !== undefined) {
    if (!takes.seconds) return notTaken('--seconds');
    const { min, max } = takes.seconds;
    if (seconds < min || seconds > max || !Number.isInteger(seconds)) {
      const expected = `a whole number from ${min} to ${max}`;
      return { code: 'bad_option', option: '--seconds', value: String(seconds), expected };
    }
  }
  if (shotType !== undefined) {
    if (!takes.shotTypes) return notTaken('--shot');
    if (!takes.shotTypes.includes(shotType)) return oneOf('--shot', shotType, takes.shotTypes);
  }
  return null;
}

function oneOf(option: string, value: string, known: readonly string[]): Reason {
  const expected = known.length > 1 ? `one of ${known.join(', ')}` : (known[0] ?? '');
  return { code: 'bad_option', option, value, expected };
}
