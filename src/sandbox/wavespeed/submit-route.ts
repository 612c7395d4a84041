import type { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './api.ts';
import type { Desk } from './desk.ts';
import { EditInput } from './edit-input.ts';
import { failure, success } from './envelope.ts';
import { isOver, newPrediction, onTheWire, type Prediction } from './prediction.ts';
import { readBody } from './read-body.ts';
import { highestPrice, priceOf, type SoldModel } from './sold-model.ts';

const Webhook = z.url({ protocol: /^https?$/ }).optional();
const SYNC_TIMED_OUT = 5004;

/** `POST /{model_id}`: takes any path that no other route took, so it comes last. */
export function addSubmitRoute(api: Hono<Env>, desk: Desk): void {
  const { models, predictions, switches, workshop } = desk;
  api.post('/:model{.+}', async (c) => {
    const model = models.find(({ id }) => id === c.req.param('model'));
    if (!model) return failure(404, `Model ${c.req.param('model')} not found`);
    if (submittedLately(desk) >= switches.submissionsPerMinute) return failure(429, 'Too Many Requests');
    const input = await readBody(c, model.input ?? EditInput);
    if (input instanceof Response) return input;
    const webhook = Webhook.safeParse(c.req.query('webhook'));
    if (!webhook.success) return failure(400, 'Invalid parameter webhook: not a web address');

    const priceMicros = await affordable(desk, model, input);
    if (priceMicros instanceof Response) return priceMicros;
    const submitted = { model: model.id, input, webhook: webhook.data, priceMicros };
    const prediction = predictions.add(newPrediction(submitted));
    workshop.enqueue(prediction.id);
    return success(input.enable_sync_mode ? await heldOpen(desk, prediction) : wire(desk, prediction));
  });
}

function submittedLately({ predictions }: Desk): number {
  return predictions.all().filter(({ createdAt }) => createdAt > Date.now() - 60_000).length;
}

/**
 * What is to be held of the balance, unless that does not cover it besides all that is still being made. Where it
 * covers the highest price, the clip is not looked at before the answer.
 */
async function affordable(desk: Desk, model: SoldModel, input: EditInput): Promise<number | Response> {
  const { account, media, predictions, switches } = desk;
  const open = predictions.all().filter((prediction) => !isOver(prediction));
  const left = account.balanceMicros - open.reduce((sum, { priceMicros }) => sum + priceMicros, 0);
  if (left >= highestPrice(model)) return highestPrice(model);
  const price = priceOf(model, await media.secondsOf(input.video));
  if (left >= price) return price;
  return failure(switches.needsFundsStatus, 'Insufficient credits. Please top up your account balance.');
}

function wire({ url, switches }: Desk, prediction: Prediction) {
  return onTheWire(prediction, url, switches);
}

async function heldOpen(desk: Desk, { id }: Prediction): Promise<object> {
  const { predictions, switches } = desk;
  const prediction = await predictions.over(id, switches.syncMs);
  if (!prediction) throw new Error(`Prediction ${id} vanished`);
  if (isOver(prediction)) return wire(desk, prediction);
  const error = `Sync mode timed out after ${switches.syncMs / 1000} seconds. The prediction is still processing asynchronously.`;
  return { ...wire(desk, prediction), status: 'processing', code: SYNC_TIMED_OUT, error };
}
