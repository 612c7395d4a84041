import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Faults } from '../../faults.ts';
import { CDN_PATH, cdnRoutes } from '../cdn/cdn.ts';
import { restApi } from './api.ts';
import type { CallLog } from './call-log.ts';
import type { Deps } from './deps.ts';
import { faulty } from './faulty.ts';
import type { RateLimits } from './rate-limits.ts';

export interface Switches {
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly rateLimits: RateLimits;
}

/** Everything the stand-in serves over HTTP: the API and the files, as faulty as they are told to be. */
export function requestListener(deps: Deps, { faults, calls, rateLimits }: Switches): RequestListener {
  const api = restApi(deps, calls, rateLimits);
  const cdn = cdnRoutes(deps.attachments, deps.world.links);
  const answer = faulty(faults, async (request: Request, env: HttpBindings) => {
    const isFile = new URL(request.url).pathname.startsWith(CDN_PATH);
    return isFile ? cdn.fetch(request, env) : api.fetch(request, env);
  });
  // An HTTP/1 server's bindings are always these.
  return getRequestListener((request, env) => answer(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
}
