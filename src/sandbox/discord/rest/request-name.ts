import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

export const API_PATH = '/api/v10';

/**
 * What a request is called in the fault switches: `METHOD /path`, where the path has its real ids and comes
 * without `/api/v10` and the query, so `POST /channels/123456789012345678/messages`. `@original` and `@me` are
 * written with their at sign. Downloads are `GET /cdn/attachments/…` and `GET /cdn/ephemeral-attachments/…`.
 */
export function requestName(request: Request): string {
  return `${request.method} ${pathOf(request).replace(API_PATH, '')}`;
}

/** The path with `%40` written as `@`: some libraries escape it, and routes are easier to read without. */
export function pathOf(request: Request): string {
  return new URL(request.url).pathname.replaceAll('%40', '@');
}

/** The route that answers, with placeholders: `POST /channels/:channel/messages`; `GET *` where there is none. */
export function routeName(c: Context): string {
  const route = matchedRoutes(c).find(({ method }) => method === c.req.method);
  return `${c.req.method} ${route?.path.replace(API_PATH, '') ?? '*'}`;
}
