/** Something a stand-in can be told to do wrong with a request. `…_after_accept` faults do the work first. */
export type Fault =
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'status'; status: number; body?: string }
  | { kind: 'status_after_accept'; status: number; body?: string }
  | { kind: 'reset' }
  | { kind: 'reset_after_accept' }
  | { kind: 'hang' }
  | { kind: 'hang_after_accept' }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'malformed' };

interface Planned {
  on: string | RegExp;
  fault: Fault;
  left: number;
}

/**
 * The fault switches of one stand-in. A request is known by its name: a Slack method (`chat.update`), or
 * `METHOD /path` elsewhere (`POST /api/v3/media/uploads`).
 */
export class Faults {
  #planned: Planned[] = [];

  /** The next `times` requests whose name equals or matches `on` suffer this fault. */
  add(on: string | RegExp, fault: Fault, times = 1): void {
    this.#planned.push({ on, fault, left: times });
  }

  clear(): void {
    this.#planned = [];
  }

  /** How many requests are still to suffer a fault. */
  get left(): number {
    return this.#planned.reduce((sum, { left }) => sum + left, 0);
  }

  /** Takes the oldest fault planned for this request, if any. */
  take(name: string): Fault | undefined {
    const hit = this.#planned.find(({ on }) => (typeof on === 'string' ? on === name : on.test(name)));
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#planned = this.#planned.filter((planned) => planned !== hit);
    return hit.fault;
  }
}
