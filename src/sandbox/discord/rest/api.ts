import { finished } from 'node:stream/promises';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { DiscordError } from '../discord-error.ts';
import { applicationRoutes } from './application.ts';
import { type CallLog, noted } from './call-log.ts';
import { callbackRoutes } from './callbacks.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { guildRoutes } from './guilds.ts';
import { messageRoutes } from './messages.ts';
import { limited, type RateLimits } from './rate-limits.ts';
import { reactionRoutes } from './reactions.ts';
import { API_PATH, pathOf } from './request-name.ts';
import { threadRoutes } from './threads.ts';
import { webhookRoutes } from './webhooks.ts';

/** Discord's REST API, without the fault switches and the CDN. */
export function restApi(deps: Deps, calls: CallLog, limits: RateLimits): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathOf }).basePath(API_PATH);
  app.use(noted(calls), limited(limits, deps.world.clock), authorized(deps.token), withinProxy(deps));
  for (const routes of [
    applicationRoutes,
    commandRoutes,
    channelRoutes,
    messageRoutes,
    reactionRoutes,
    threadRoutes,
    guildRoutes,
    callbackRoutes,
    webhookRoutes,
  ]) {
    app.route('/', routes(deps));
  }
  app.notFound(() => refusal(new DiscordError('notFound')));
  app.onError(async (error, c) => {
    if (!(error instanceof DiscordError)) throw error;
    await readOut(c);
    return refusal(error);
  });
  return app;
}

function refusal(error: DiscordError): Response {
  return Response.json(error.body(), { status: error.status });
}

/** Callbacks and webhooks prove themselves by their token; everything else needs the bot's. */
function authorized(token: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const isOpen = /\/(interactions|webhooks)\//.test(c.req.path);
    if (!isOpen && c.req.header('authorization') !== `Bot ${token}`) throw new DiscordError('unauthorized');
    await next();
  };
}

/** The proxy before Discord knows no JSON: what is far too large gets a page. */
function withinProxy({ settings }: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (Number(c.req.header('content-length') ?? 0) <= settings.requestLimitBytes) return next();
    await readOut(c);
    return c.html('<html><head><title>413 Request Entity Too Large</title></head></html>', 413);
  };
}

/** Reads what is left of a request: a sender that is still writing would not read the answer. */
async function readOut(c: Context<Env>): Promise<void> {
  await finished(c.env.incoming.resume(), { writable: false }).catch(() => {});
}
