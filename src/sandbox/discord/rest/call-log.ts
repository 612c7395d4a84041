import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { requestName, routeName } from './request-name.ts';

/** One REST call the bot made, and how it was answered. */
export interface Call {
  /** `METHOD /path` with real ids, as the fault switches know it. */
  readonly name: string;
  /** `METHOD /path` with placeholders: `POST /channels/:channel/messages`. */
  readonly route: string;
  readonly status: number;
  /** The JSON of the body, `payload_json` of a multipart one; undefined when there was none. */
  readonly request: unknown;
  /** The JSON of the answer; undefined when it has none. */
  readonly response: unknown;
  /** When it was answered, in epoch milliseconds. */
  readonly at: number;
}

/**
 * Counts the calls per route. Calls that met a fault before they were heard are not counted; what they carried is
 * kept for nobody, but told to who listens.
 */
export class CallLog {
  readonly #counts = new Map<string, number>();
  readonly #listeners = new Set<(call: Call) => void>();

  /** How often a route was called, refused calls included: `count('POST /channels/:channel/messages')`. */
  count(route: string): number {
    return this.#counts.get(route) ?? 0;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** Calls the listener with every call from now on; the returned function ends that. */
  onCall(listener: (call: Call) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  note(call: Call): void {
    this.#counts.set(call.route, this.count(call.route) + 1);
    for (const listener of this.#listeners) listener(call);
  }
}

/** Notes every call that reaches the routes. */
export function noted(log: CallLog): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    const isJson = c.res.headers.get('content-type')?.includes('json') ?? false;
    log.note({
      name: requestName(c.req.raw),
      route: routeName(c),
      status: c.res.status,
      request: c.get('body'),
      response: isJson && log.hasListeners ? await c.res.clone().json() : undefined,
      at: Date.now(),
    });
  };
}
