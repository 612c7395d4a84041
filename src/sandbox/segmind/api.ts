import path from 'node:path';
import { Hono } from 'hono';
import { serveFile } from '../served-file.ts';
import type { Desk } from './desk.ts';
import type { Prediction } from './prediction.ts';
import { failure } from './problem.ts';
import { submit } from './submit.ts';
import { resultOnTheWire, statusOnTheWire } from './wire.ts';

/** Everything the stand-in answers: the API, the file store, and the hosts of what is stored and made. */
export function segmindApi(desk: Desk): Hono {
  const app = new Hono();
  app.get('/assets/:id', (c) => desk.uploads.serve(c.req.param('id'), c.req.header('range')));
  app.get('/outputs/:file', (c) => output(desk, c.req.param('file'), c.req.header('range')));
  app.use(async (c, next) => {
    if (c.req.header('x-api-key') === desk.apiKey) return await next();
    return failure(401, 'Invalid API key');
  });
  app.post('/upload-asset', (c) => desk.uploads.take(c.req.raw));
  app.get('/v1/get-user-credits', () =>
    Response.json({ credits: desk.account.balanceMicros / 1e6, 'free-credits': 0 }),
  );
  app.get('/v2/requests/:id/status', (c) => read(desk, c.req.param('id'), statusOnTheWire));
  app.get('/v2/requests/:id', (c) => read(desk, c.req.param('id'), resultOnTheWire));
  app.post('/v2/:model', async (c) => await submit(desk, c.req.param('model'), c.req.raw));
  app.notFound(() => failure(404, 'Not found'));
  return app;
}

function read(desk: Desk, id: string, wire: (prediction: Prediction, desk: Desk) => object): Response {
  const { predictions, switches, counts } = desk;
  counts.polls += 1;
  const prediction = predictions.get(id);
  if (!prediction || Date.now() - prediction.createdAt > switches.keptMs) {
    return failure(404, 'Request not found');
  }
  const status = prediction.status === 'FAILED' ? switches.failedStatus : 200;
  return Response.json(wire(prediction, desk), { status });
}

/** Served to anybody who has the address, like the real ones. */
async function output(desk: Desk, file: string, range: string | undefined): Promise<Response> {
  const { outputStatus } = desk.switches;
  if (outputStatus !== 200) return new Response('The file is no longer available', { status: outputStatus });
  const prediction = desk.predictions.get(path.basename(file, '.mp4'));
  if (prediction?.status !== 'COMPLETED') {
    return new Response('NoSuchKey', { status: 404 });
  }
  return await serveFile(desk.takes.fileOf(prediction.id), 'video/mp4', range);
}
