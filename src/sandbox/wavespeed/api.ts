import path from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { serveFile } from '../served-file.ts';
import { addAccountRoutes } from './account-routes.ts';
import type { Desk } from './desk.ts';
import { failure } from './envelope.ts';
import { addPredictionRoutes } from './prediction-routes.ts';
import { readBody } from './read-body.ts';
import { addSubmitRoute } from './submit-route.ts';
import { TicketRequest } from './uploads.ts';

export type Env = { Bindings: HttpBindings };

/** Everything the stand-in answers: the API under `/api/v3`, the object store for uploads, the host of the outputs. */
export function wavespeedApi(desk: Desk): Hono<Env> {
  const app = new Hono<Env>();
  app.route('/api/v3', api(desk));
  app.put('/uploads/:id', (c) => desk.uploads.put(c.req.param('id'), c.env.incoming));
  app.get('/media/:id/:name', (c) => desk.uploads.serve(c.req.param('id'), c.req.header('range')));
  app.get('/outputs/:file', (c) => output(desk, c.req.param('file'), c.req.header('range')));
  app.notFound(() => failure(404, 'Not found'));
  return app;
}

function api(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();
  routes.use(async (c, next) => {
    if (c.req.header('authorization') === `Bearer ${desk.apiKey}`) return await next();
    return failure(401, 'Unauthorized: missing or invalid API key');
  });
  routes.post('/media/uploads', async (c) => {
    const asked = await readBody(c, TicketRequest);
    return asked instanceof Response ? asked : desk.uploads.ticket(asked);
  });
  addPredictionRoutes(routes, desk);
  addAccountRoutes(routes, desk);
  addSubmitRoute(routes, desk);
  return routes;
}

/** Served to anybody who has the address, like the real ones. */
async function output(desk: Desk, file: string, range: string | undefined): Promise<Response> {
  const { outputStatus } = desk.switches;
  if (outputStatus !== 200) return new Response('The file is no longer available', { status: outputStatus });
  const prediction = desk.predictions.get(path.basename(file, '.mp4'));
  if (prediction?.status !== 'completed') return new Response('NoSuchKey', { status: 404 });
  return await serveFile(desk.takes.fileOf(prediction.id), 'video/mp4', range);
}
