import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Registry } from 'prom-client';

interface Parts {
  /** What must be true for requests to be taken: each by its name. */
  checks: Readonly<Record<string, () => boolean | Promise<boolean>>>;
  metrics: Registry;
}

/** How long a check may take before it counts as failed. */
const CHECK_MS = 2_000;
/** Checks write to the disk and the database; whoever asks more often than this is given the last answer. */
const FRESH_MS = 1_000;

/** `GET /healthz`: the process runs. `GET /readyz`: it can take requests. `GET /metrics`: for Prometheus. */
export function operatorPages({ checks, metrics }: Parts): Hono {
  const app = new Hono();
  const lately = kept(FRESH_MS, () =>
    Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const)),
  );
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.get('/readyz', async (context) => {
    const results = await lately();
    const ok = results.every(([, passed]) => passed);
    return context.json({ ok, ...Object.fromEntries(results) }, ok ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.metrics(), 200, { 'content-type': metrics.contentType }),
  );
  return app;
}

/** Opens the pages; resolves once they are served. */
export async function serve(app: Hono, port: number, host: string): Promise<Server> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

/** What `look` came to, for so long after it was asked. */
function kept<T>(forMs: number, look: () => Promise<T>): () => Promise<T> {
  let last: { at: number; result: Promise<T> } | null = null;
  return () => {
    if (!last || performance.now() - last.at >= forMs) last = { at: performance.now(), result: look() };
    return last.result;
  };
}

async function passes(check: () => boolean | Promise<boolean>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), CHECK_MS);
  try {
    return await Promise.race([Promise.resolve(check()), late.promise]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
