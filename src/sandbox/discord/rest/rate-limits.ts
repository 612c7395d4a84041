import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../../../core/clock.ts';
import type { Env } from './env.ts';
import { tooManyRequests } from './faulty.ts';
import { routeName } from './request-name.ts';

interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

interface Bucket {
  used: number;
  resetsAt: number;
}

/** Per-route limits, off until one is set. As on Discord, each channel, guild or webhook has its own bucket. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #limits = new Map<string, Limit>();
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on: `set('PATCH /channels/:channel/messages/:message', { requests: 5, perMs: 5000 })`. */
  set(route: string, limit: Limit): void {
    this.#limits.set(route, limit);
  }

  clear(): void {
    this.#limits.clear();
    this.#buckets.clear();
  }

  /** Counts a request; undefined when its route has no limit. */
  use(route: string, major: string): { limit: Limit; bucket: Bucket; refused: boolean } | undefined {
    const limit = this.#limits.get(route);
    if (!limit) return undefined;
    const now = this.#clock.now();
    const known = this.#buckets.get(`${route} ${major}`);
    const bucket = known && known.resetsAt > now ? known : { used: 0, resetsAt: now + limit.perMs };
    this.#buckets.set(`${route} ${major}`, bucket);
    const refused = bucket.used >= limit.requests;
    if (!refused) bucket.used += 1;
    return { limit, bucket, refused };
  }
}

/** Applies the limits, and tells of them in the headers that libraries pace themselves by. */
export function limited(limits: RateLimits, clock: Clock): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = routeName(c);
    const { channel, guild, token } = c.req.param() as Record<string, string | undefined>;
    const use = limits.use(route, channel ?? token ?? guild ?? '');
    if (!use) return next();
    const resetAfter = (use.bucket.resetsAt - clock.now()) / 1000;
    if (use.refused) c.res = tooManyRequests(resetAfter);
    else await next();
    c.header('x-ratelimit-limit', String(use.limit.requests));
    c.header('x-ratelimit-remaining', String(use.limit.requests - use.bucket.used));
    c.header('x-ratelimit-reset', (use.bucket.resetsAt / 1000).toFixed(3));
    c.header('x-ratelimit-reset-after', resetAfter.toFixed(3));
    c.header('x-ratelimit-bucket', createHash('md5').update(route).digest('hex'));
  };
}
