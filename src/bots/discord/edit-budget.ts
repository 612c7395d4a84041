import type { REST } from 'discord.js';
import type { Clock, Millis } from '../../core/clock.ts';

/** Kept free for edits that matter. */
const RESERVE = 1;
const EDIT_ROUTE = /^\/channels\/(\d+)\/messages\/\d+$/;

/**
 * How many edits of messages Discord still allows in a channel, as its answers tell. The library's own queue would let
 * a request wait that finds none left; a heartbeat is better not sent at all.
 */
export class EditBudget {
  /** Until when a channel's budget is used up, by channel. */
  readonly #spentUntil = new Map<string, Millis>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(rest: REST): void {
    rest.on('response', ({ method, path }, { headers }) => {
      const channel = EDIT_ROUTE.exec(path)?.[1];
      if (channel && method.toUpperCase() === 'PATCH') this.#note(channel, headers);
    });
  }

  isSpent(channel: string): boolean {
    return (this.#spentUntil.get(channel) ?? 0) > this.#clock.now();
  }

  #note(channel: string, headers: { get(name: string): string | null }): void {
    const remaining = headers.get('x-ratelimit-remaining');
    const resetAfter = headers.get('retry-after') ?? headers.get('x-ratelimit-reset-after');
    const isSpent =
      headers.get('retry-after') !== null || (remaining !== null && Number(remaining) <= RESERVE);
    if (isSpent && resetAfter !== null)
      this.#spentUntil.set(channel, this.#clock.now() + Number(resetAfter) * 1000);
    else this.#spentUntil.delete(channel);
    this.#forgetOld();
  }

  #forgetOld(): void {
    for (const [channel, until] of this.#spentUntil)
      if (until <= this.#clock.now()) this.#spentUntil.delete(channel);
  }
}
