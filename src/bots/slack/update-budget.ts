import type { Clock, Millis } from '../../core/clock.ts';

/** chat.update is Tier 3, 50 a minute for the whole workspace (docs.slack.dev/apis/web-api/rate-limits). */
const PER_MINUTE = 40;
const MINUTE_MS = 60_000;

/**
 * Room for updates: 40 tokens, each back a minute after it was spent, so that no minute ever sees more. Heartbeats
 * leave the second half of them to real changes.
 */
export class UpdateBudget {
  readonly #clock: Clock;
  /** When each spent token was spent, oldest first. */
  #spent: Millis[] = [];
  #coolUntil: Millis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a token for an update. Resolves to 0, or to the milliseconds to wait, and then nothing was taken. */
  spend(urgency: 'change' | 'heartbeat'): number {
    const now = this.#clock.now();
    this.#spent = this.#spent.filter((at) => at > now - MINUTE_MS);
    const mayUse = urgency === 'change' ? PER_MINUTE : PER_MINUTE / 2;
    const inTheWay = this.#spent[this.#spent.length - mayUse];
    const wait = Math.max(this.#coolUntil - now, inTheWay === undefined ? 0 : inTheWay + MINUTE_MS - now, 0);
    if (wait === 0) this.#spent.push(now);
    return wait;
  }

  /** After a 429: nothing goes out for so long. */
  coolOff(ms: number): void {
    this.#coolUntil = Math.max(this.#coolUntil, this.#clock.now() + ms);
  }
}
