import { formatDollars, type Micros } from '../money/micros.ts';
import { quoteFor } from '../money/price.ts';
import type { Model } from '../providers/model.ts';
import { seconds } from './figures.ts';
import type { Line, Mention } from './message.ts';
import { calling } from './notices.ts';

/** An edit that people can picture. */
const USUAL_MS = 5_000;

/** What is left at a provider, what that is worth, and what to do. @param models what is offered there */
export function lowBalanceLine(
  { title, left }: { title: string; left: Micros },
  models: readonly Pick<Model, 'key' | 'title' | 'quality' | 'price'>[],
  whom: readonly Mention[],
): Line {
  const worth = models.map((model) => `${editsFor(left, model)} with ${model.title} (${model.quality})`);
  const enough = worth.length > 0 ? `, enough for ${worth.join(', or ')}` : '';
  return calling(
    `The account at ${title} is running low: ${formatDollars(left)} left${enough}. Once it is used up, edits there fail: please have it topped up`,
    whom,
  );
}

function editsFor(left: Micros, model: Pick<Model, 'key' | 'price'>): string {
  const { amount } = quoteFor(model, USUAL_MS, 0, 0);
  const count = amount > 0 ? Math.max(0, Math.floor(left / amount)) : 0;
  const what = `${count === 1 ? 'edit' : 'edits'} of ${seconds(USUAL_MS)}`;
  return `${count === 0 ? 'no' : count} ${what}`;
}
