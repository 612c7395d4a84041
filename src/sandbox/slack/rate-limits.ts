const windowMs = 60_000;

/** Calls per minute that a workspace takes of each method; off for a method that is not named. */
export type CallsPerMinute = Readonly<Record<string, number>>;

/** Slack's rate limits, per method (docs.slack.dev/apis/web-api/rate-limits), for whoever wants to meet them. */
export class RateLimits {
  readonly #perMinute: CallsPerMinute;
  #now: () => number;
  readonly #taken = new Map<string, number[]>();

  constructor(perMinute: CallsPerMinute, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Counts a call. @returns 0, or the whole seconds to wait when it is one too many, which is not counted */
  take(method: string): number {
    const most = this.#perMinute[method];
    if (most === undefined) return 0;
    const now = this.#now();
    const recent = (this.#taken.get(method) ?? []).filter((at) => at > now - windowMs);
    this.#taken.set(method, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= most) return Math.ceil((oldest + windowMs - now) / 1000);
    recent.push(now);
    return 0;
  }
}
