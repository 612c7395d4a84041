import type { HttpBindings } from '@hono/node-server';

/** What hono's handlers get from the Node server, and hand on to the call log. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** The JSON of the request. */
    body: unknown;
  };
}
