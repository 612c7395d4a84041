import type { Context, Hono } from 'hono';
import type { Env } from './api.ts';
import type { Desk } from './desk.ts';
import { EditInput } from './edit-input.ts';
import type { ModelError } from './ending.ts';
import { isOver, newPrediction, type Prediction, pathOf } from './prediction.ts';
import { failedResult, failure } from './refusal.ts';

const REQUEST = '/:owner/:app/requests/:id';

/** Submissions, their status, their result and their cancellation. `POST /{endpoint}` takes any other path: it comes last. */
export function addQueueRoutes(api: Hono<Env>, desk: Desk): void {
  api.get(`${REQUEST}/status`, (c) => {
    desk.counts.polls += 1;
    const prediction = asked(c, desk);
    return prediction ? status(desk, prediction) : failure(404, 'Request not found');
  });

  for (const address of [REQUEST, `${REQUEST}/response`]) {
    api.get(address, (c) => {
      const prediction = asked(c, desk);
      return prediction ? result(desk, prediction) : failure(404, 'Request not found');
    });
  }

  api.put(`${REQUEST}/cancel`, (c) => {
    const prediction = asked(c, desk);
    if (!prediction) return c.json({ status: 'NOT_FOUND' }, 404);
    if (desk.workshop.cancel(prediction.id)) return c.json({ status: 'OK' });
    if (isOver(prediction)) return c.json({ status: 'ALREADY_COMPLETED' }, 400);
    // The runner is told; this model's goes on all the same.
    return c.json({ status: 'CANCELLATION_REQUESTED' }, 202);
  });

  api.post('/:model{.+}', async (c) => {
    const model = desk.models.find(({ id }) => id === c.req.param('model'));
    if (!model) return failure(404, `Application '${c.req.param('model')}' not found`);
    const body = await jsonOf(c);
    if (body === undefined) return failure(400, 'The body is no JSON');
    const webhook = c.req.query('fal_webhook');
    const prediction = desk.predictions.add(
      newPrediction({ model: model.id, input: inputIn(body), webhook }),
    );
    desk.workshop.enqueue(prediction.id);
    return Response.json({
      status: 'IN_QUEUE',
      request_id: prediction.id,
      ...addresses(desk, prediction),
      queue_position: desk.workshop.placeOf(prediction.id),
    });
  });
}

/** Only under the app it was submitted to, without the path behind that. */
function asked(c: Context<Env>, { predictions }: Desk): Prediction | undefined {
  const { owner, app, id = '' } = c.req.param() as Partial<Record<string, string>>;
  const prediction = predictions.get(id);
  return prediction && pathOf(prediction) === `${owner}/${app}/requests/${id}` ? prediction : undefined;
}

/** 202 while it is on the way, 200 once it is over. */
function status(desk: Desk, prediction: Prediction): Response {
  const { status, id, failure: failed, startedAt = 0, endedAt = 0 } = prediction;
  const { response_url } = addresses(desk, prediction);
  const common = { status, request_id: id, response_url };
  if (status === 'IN_QUEUE') {
    return Response.json({ ...common, queue_position: desk.workshop.placeOf(id) }, { status: 202 });
  }
  if (status === 'IN_PROGRESS') return Response.json({ ...common, logs: [] }, { status: 202 });
  return Response.json({
    ...common,
    logs: [],
    metrics: { inference_time: Math.max(0, endedAt - startedAt) / 1_000 },
    ...(failed &&
      desk.switches.statusTellsErrors && {
        error: failed.kind === 'request_error' ? failed.msg : `Invalid status code: ${failed.status}`,
        ...(failed.kind === 'request_error' && { error_type: failed.errorType }),
      }),
  });
}

/** What a request that is over came to, as its result is answered and its webhook tells. */
export function result(desk: Pick<Desk, 'url'>, prediction: Prediction): Response {
  const { id, failure: failed, input } = prediction;
  if (!isOver(prediction)) return failure(400, 'Request is still in progress');
  if (failed) return failedResult(failed, 'kind' in input ? null : input);
  const url = `${desk.url}/outputs/${id}/output.mp4`;
  return Response.json({ video: { url, content_type: 'video/mp4', file_name: 'output.mp4' } });
}

function addresses({ url, switches }: Desk, prediction: Prediction) {
  const request = `${url}/${pathOf(prediction)}`;
  return {
    response_url: request + switches.responseUrlEnd,
    status_url: `${request}/status`,
    cancel_url: `${request}/cancel`,
  };
}

/** Like the real queue it takes what it is given; the runner finds out what is wrong with it. */
function inputIn(body: unknown): EditInput | ModelError {
  const { data, error } = EditInput.safeParse(body);
  if (data) return data;
  const [issue] = error.issues;
  const [field] = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
  const type = issue?.code ?? 'value_error';
  const msg = issue?.message ?? 'unreadable';
  return { kind: 'model_error', status: 422, type, msg, ...(typeof field === 'string' && { field }) };
}

async function jsonOf(c: Context): Promise<unknown> {
  if (!c.req.header('content-type')?.startsWith('application/json')) return undefined;
  return await c.req.json().catch(() => undefined);
}
