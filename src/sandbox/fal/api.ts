import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { serveFile } from '../served-file.ts';
import type { Desk } from './desk.ts';
import { isOver } from './prediction.ts';
import { addQueueRoutes } from './queue-routes.ts';
import { failure } from './refusal.ts';
import { CompleteRequest, UploadRequest } from './uploads.ts';

export type Env = { Bindings: HttpBindings };

/** Everything the stand-in answers: the queue, the storage, and the hosts that take uploads and serve files. */
export function falApi(desk: Desk): Hono<Env> {
  const app = new Hono<Env>();
  addFileRoutes(app, desk);
  app.get('/.well-known/jwks.json', (c) => c.json(desk.webhookKeys.published));
  app.use(withKey(desk));
  app.post('*', whenFunded(desk));
  for (const [address, inParts] of [
    ['/storage/upload/initiate', false],
    ['/storage/upload/initiate-multipart', true],
  ] as const) {
    app.post(address, async (c) => {
      if (c.req.query('storage_type') !== 'fal-cdn-v3') return failure(400, 'Unknown storage type');
      const asked = UploadRequest.safeParse(await c.req.json().catch(() => undefined)).data;
      return asked ? desk.uploads.start(asked, inParts) : failure(422, 'Invalid upload request');
    });
  }
  addQueueRoutes(app, desk);
  app.notFound(() => failure(404, 'Not Found'));
  return app;
}

/** Open to anybody who has the address. */
function addFileRoutes(app: Hono<Env>, desk: Desk): void {
  const { uploads } = desk;
  app.put('/uploads/:id', (c) => uploads.put(c.req.param('id'), c.req.query('token'), c.env.incoming));
  app.put('/uploads/:id/:part{[0-9]+}', (c) =>
    uploads.putPart(c.req.param('id'), Number(c.req.param('part')), c.req.query('token'), c.env.incoming),
  );
  app.post('/uploads/:id/complete', async (c) => {
    const asked = CompleteRequest.safeParse(await c.req.json().catch(() => undefined)).data;
    if (!asked) return new Response('MalformedRequest', { status: 400 });
    return await uploads.complete(c.req.param('id'), c.req.query('token'), asked, c.env.incoming);
  });
  app.get('/media/:id/:name', (c) => uploads.serve(c.req.param('id'), c.req.header('range')));
  app.get('/outputs/:id/:name', (c) => output(desk, c));
}

function withKey({ apiKey }: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.header('authorization') === `Key ${apiKey}`) return await next();
    return failure(401, 'No user found for Key ID and Secret');
  };
}

/** An account without funds is locked: it may look, but neither submit nor upload. */
function whenFunded({ account, switches }: Desk): MiddlewareHandler<Env> {
  return async (_c, next) => {
    if (account.balanceMicros > 0) return await next();
    return failure(403, `User is locked. Reason: ${switches.lockReason}`);
  };
}

async function output(desk: Desk, c: Context<Env>): Promise<Response> {
  const { outputStatus } = desk.switches;
  if (outputStatus !== 200) return new Response('The file is no longer available', { status: outputStatus });
  const prediction = desk.predictions.get(c.req.param('id') ?? '');
  if (!prediction || !isOver(prediction) || prediction.failure) return new Response(null, { status: 404 });
  return await serveFile(desk.takes.fileOf(prediction.id), 'video/mp4', c.req.header('range'));
}
