import type { Clock, Millis } from '../../core/clock.ts';

const MINUTE_MS = 60_000;

/**
 * Room for updates: so many tokens, each back a minute after it was spent, so that no minute ever sees more. Heartbeats
 * leave the second half of them to real changes.
 */
export class UpdateBudget {
  readonly #clock: Clock;
  readonly #perMinute: number;
  /** When each spent token was spent, oldest first. */
  #spent: Millis[] = [];
  #coolUntil: Millis = 0;

  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Takes a token for an update. Resolves to 0, or to the milliseconds to wait, and then nothing was taken. */
  spend(urgency: 'change' | 'heartbeat'): number {
    const now = this.#clock.now();
    this.#spent = this.#spent.filter((at) => at > now - MINUTE_MS);
    const mayUse = urgency === 'change' ? this.#perMinute : Math.floor(this.#perMinute / 2);
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
