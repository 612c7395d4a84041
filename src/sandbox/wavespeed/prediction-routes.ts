import type { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './api.ts';
import type { Desk } from './desk.ts';
import { failure, success } from './envelope.ts';
import { isOver, onTheWire, type Prediction } from './prediction.ts';
import { readBody } from './read-body.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

const ListRequest = z.object({
  page: z.int().min(1).default(1),
  page_size: z.int().min(1).max(100).default(100),
  model: z.string().optional(),
  status: z.string().optional(),
  created_after: z.iso.datetime({ offset: true }).optional(),
  created_before: z.iso.datetime({ offset: true }).optional(),
});
type ListRequest = z.infer<typeof ListRequest>;

const DeleteRequest = z.object({ ids: z.array(z.string()).min(1) });

/** Results, the list of the last seven days (newest first), and deletion. */
export function addPredictionRoutes(api: Hono<Env>, { predictions, switches, url, counts }: Desk): void {
  for (const address of ['/predictions/:id', '/predictions/:id/result'] as const) {
    api.get(address, (c) => {
      counts.polls += 1;
      const prediction = predictions.get(c.req.param('id'));
      return prediction ? success(onTheWire(prediction, url, switches)) : failure(404, 'Task not found');
    });
  }

  api.post('/predictions', async (c) => {
    const asked = await readBody(c, ListRequest);
    if (asked instanceof Response) return asked;
    const found = predictions
      .all()
      .reverse()
      .filter((prediction) => isAsked(prediction, asked));
    const first = (asked.page - 1) * asked.page_size;
    const items = found.slice(first, first + asked.page_size).map((prediction) => ({
      ...onTheWire(prediction, url, switches),
      inputs: prediction.input,
    }));
    return success({ page: asked.page, page_size: asked.page_size, total: found.length, items });
  });

  api.post('/predictions/delete', async (c) => {
    const asked = await readBody(c, DeleteRequest);
    if (asked instanceof Response) return asked;
    const over = asked.ids.filter((id) => {
      const prediction = predictions.get(id);
      return prediction !== undefined && isOver(prediction);
    });
    for (const id of over) predictions.change(id, { status: 'deleted', outputs: [] });
    return success({ ids: over });
  });
}

function isAsked(prediction: Prediction, asked: ListRequest): boolean {
  const { createdAt, status, model } = prediction;
  return (
    status !== 'deleted' &&
    createdAt >= Date.now() - KEPT_MS &&
    (asked.model === undefined || asked.model === model) &&
    (asked.status === undefined || asked.status === status) &&
    (asked.created_after === undefined || createdAt >= Date.parse(asked.created_after)) &&
    (asked.created_before === undefined || createdAt <= Date.parse(asked.created_before))
  );
}
