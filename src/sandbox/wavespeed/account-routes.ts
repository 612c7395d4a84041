import type { Hono } from 'hono';
import { z } from 'zod';
import type { Charge } from '../provider/account.ts';
import type { Env } from './api.ts';
import type { Desk } from './desk.ts';
import { failure, success } from './envelope.ts';
import { readBody } from './read-body.ts';
import { listedModel, priceOf } from './sold-model.ts';

const PriceRequest = z.object({
  model_id: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
});

const BillingRequest = z.object({
  page: z.int().min(1).default(1),
  page_size: z.int().min(1).max(100).default(100),
  start_time: z.iso.datetime({ offset: true }).optional(),
  end_time: z.iso.datetime({ offset: true }).optional(),
});

/** What the account may use, what it costs, what is left and what was charged. */
export function addAccountRoutes(api: Hono<Env>, { models, media, account, webhookSecret }: Desk): void {
  api.get('/models', () => success(models.map(listedModel)));

  api.get('/balance', () => success({ balance: account.balanceMicros / 1e6, currency: 'USD' }));

  api.get('/webhook/secret', () => success({ secret: webhookSecret }));

  api.post('/model/price', async (c) => {
    const asked = await readBody(c, PriceRequest);
    if (asked instanceof Response) return asked;
    const model = models.find(({ id }) => id === asked.model_id);
    if (!model) return failure(404, `Model ${asked.model_id} not found`);
    const price = priceOf(model, await media.secondsOf(asked.inputs['video'])) / 1e6;
    return success({
      model_id: model.id,
      price,
      discounted_price: price,
      currency: 'USD',
    });
  });

  api.post('/billings/search', async (c) => {
    const asked = await readBody(c, BillingRequest);
    if (asked instanceof Response) return asked;
    const { page, page_size: size, start_time: from, end_time: to } = asked;
    const found = account.charges.filter(
      ({ at }) => (!from || at >= Date.parse(from)) && (!to || at <= Date.parse(to)),
    );
    const items = found.slice((page - 1) * size, page * size).map(billed);
    return success({ page, page_size: size, total: found.length, items });
  });
}

function billed({ prediction, model, amountMicros, at }: Charge): object {
  const price = Math.abs(amountMicros) / 1e6;
  return {
    billing_type: amountMicros < 0 ? 'refund' : 'deduct',
    price,
    created_at: new Date(at).toISOString(),
    prediction: { uuid: prediction, model_uuid: model },
    order: { price, origin_price: price },
  };
}
