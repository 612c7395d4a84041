import { dollarsToMicros, type Micros, micros } from '../../money/micros.ts';
import type { Submission } from '../provider.ts';
import { Price } from './answers.ts';
import type { WaveSpeedApi } from './api.ts';
import { errorOf } from './errors.ts';
import { inputOf } from './input.ts';

const PURPOSE = 'name a price';

/** The length of the clip that costs a model's base price, as the price formulas say. */
const BASE_MS = 5_000;

/**
 * Asks what a submission costs; null when no believable answer is given. The API reads the clip at its address for
 * that, and where it cannot it falls back to the base price without a word. So the base price is asked as well, by
 * leaving the clip out: a clip of another length at exactly the base price was not looked at.
 */
export async function livePrice(
  api: WaveSpeedApi,
  submission: Submission,
  signal: AbortSignal,
): Promise<Micros | null> {
  const { id, price: rule } = submission.model;
  const input = inputOf(submission);
  const { video: _video, images: _images, ...rest } = input;
  const [price, base] = await Promise.all([ask(api, id, input, signal), ask(api, id, rest, signal)]);
  if (!price) return null;
  const floor = base?.full ?? micros((rule.perSecond * BASE_MS) / 1_000);
  return price.full === floor && !mayCostBase(submission) ? null : price.asked;
}

/** No document says whether a part of a second is billed as a whole one. */
function mayCostBase({ model, clipMs }: Submission): boolean {
  const { min, max } = model.price.billedMs;
  const billed = Math.min(Math.max(clipMs, min), max);
  return billed > BASE_MS - 1_000 && billed <= BASE_MS;
}

interface Asked {
  /** Before any discount of the account's. */
  full: Micros;
  /** What is charged. */
  asked: Micros;
}

async function ask(
  api: WaveSpeedApi,
  model: string,
  inputs: Readonly<Record<string, unknown>> & { prompt: string },
  signal: AbortSignal,
): Promise<Asked | null> {
  const question = { method: 'POST', path: '/model/price', purpose: PURPOSE } as const;
  const json = { model_id: model, inputs };
  const reply = await api.ask({ ...question, json, hidden: [inputs.prompt] }, signal);
  if (reply.status !== 200) {
    const error = errorOf(reply, PURPOSE);
    if (error.retryable) throw error;
    return null;
  }
  const named = Price.safeParse(reply.data).data;
  if (!named) return null;
  const { price, discounted_price: discounted } = named;
  return { full: dollarsToMicros(price), asked: dollarsToMicros(discounted || price) };
}
